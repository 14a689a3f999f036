"""Reading: what the pages show, for programs. Who is signed in makes no difference, and nothing is shown that is not for everybody."""
