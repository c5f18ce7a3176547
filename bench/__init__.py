"""Speed and memory, measured as tables: `script/bench`. Nothing here passes or fails."""
