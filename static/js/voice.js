// <u-voice data-into="id of a file field">: records with the browser's MediaRecorder and puts the recording into the field. Without
// this file, or without a microphone, the field stays a plain one.
// @ts-check

export {};

const LONGEST = 120_000;

customElements.define("u-voice", class extends HTMLElement {
  /** @type {MediaRecorder | undefined} */ recorder = undefined;
  ticking = 0;

  connectedCallback() {
    this.hidden = !(globalThis.MediaRecorder && navigator.mediaDevices?.getUserMedia && globalThis.DataTransfer);
    this.button("start").addEventListener("click", () => this.record());
    this.button("stop").addEventListener("click", () => this.recorder?.stop());
  }

  disconnectedCallback() {
    if (this.recorder?.state === "recording") this.recorder.stop();
  }

  /** @param {string} what @returns {HTMLButtonElement} */
  button(what) { return /** @type {HTMLButtonElement} */ (this.querySelector(`[data-${what}]`)); }
  /** @param {string} words */
  say(words) { /** @type {HTMLElement} */ (this.querySelector("output")).textContent = words; }

  async record() {
    /** @type {MediaStream} */ let stream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch {
      return this.say(this.dataset.no ?? "");
    }
    /** @type {Blob[]} */ const parts = [];
    const recorder = (this.recorder = new MediaRecorder(stream));
    const began = Date.now();
    recorder.ondataavailable = ({ data }) => parts.push(data);
    recorder.onstop = () => {
      stream.getTracks().forEach((track) => track.stop());
      clearInterval(this.ticking);
      this.turn(false);
      this.put(new Blob(parts, { type: recorder.mimeType }));
    };
    recorder.start();
    this.turn(true);
    this.ticking = setInterval(() => {
      const seconds = Math.floor((Date.now() - began) / 1000);
      this.say(`${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`);
      if (seconds * 1000 >= LONGEST) recorder.stop();
    }, 500);
  }

  /** @param {boolean} runs */
  turn(runs) {
    this.button("start").hidden = runs;
    this.button("stop").hidden = !runs;
    this.button(runs ? "stop" : "start").focus();
  }

  /** @param {Blob} recording */
  put(recording) {
    const chosen = new DataTransfer();
    const ending = recording.type.includes("mp4") ? "m4a" : recording.type.includes("ogg") ? "ogg" : "webm";
    chosen.items.add(new File([recording], `voice.${ending}`, { type: recording.type }));
    /** @type {HTMLInputElement} */ (document.getElementById(this.dataset.into ?? "")).files = chosen.files;
  }
});
