"""The doors: the command line, and later the screen. They say what the desk says and decide nothing."""
