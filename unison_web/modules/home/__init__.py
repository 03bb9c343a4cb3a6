"""What needs somebody now, by role; and the one address that opens whatever a code on paper or a machine means."""
