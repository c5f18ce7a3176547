"""OUT: works, with their files, in forms that other systems and plain folders can hold."""
