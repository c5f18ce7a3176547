"""The staff pages: sign in, the desk, accounts. Server-rendered, under `/office`, and so are their cookies."""
