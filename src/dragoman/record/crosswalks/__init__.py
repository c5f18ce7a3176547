"""CROSSWALKS: a record in the words of other standards. One module a standard; pure functions of an `Entry`."""
