"""Archives: hundreds of thousands of articles out of a file, by several processes, so that an interruption costs nothing."""
