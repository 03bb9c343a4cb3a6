"""What machines send, by whatever road it comes.

A *connection* is a road: a program that posts batches, an MQTT broker (plain or Sparkplug B), an OPC UA server, an
MTConnect agent. What is said on it has names, *tags*; the first time one is heard it is written down. Somebody says
once what a tag means: of which machine, and whether it is a state, a counter, telemetry or an alarm.

All roads end in one pipeline (``service.pipeline``). States and counters become facts of the time ledger, which repairs
itself when they come late and counts them once when they come twice; telemetry goes into series with sums by minute and
hour in the same transaction. There is no second truth about a machine's time here.
"""
