"""MCP: the library for assistants (Model Context Protocol), read-only; every answer says where it stands."""
