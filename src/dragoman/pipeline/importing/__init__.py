"""Records and files from elsewhere: what lies in a folder or a repository → what is said of which edition."""
