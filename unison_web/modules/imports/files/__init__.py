"""Files as people have them: what they are, where their headings stand, what their cells say."""
