"""Children and the people round them: who they are, what is kept of them, whether two are one, when one dies."""
