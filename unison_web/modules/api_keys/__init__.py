"""Keys of programs: a name, a few rights, an end. They sign nobody in; they are somebody."""
