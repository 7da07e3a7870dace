"""Copy ontology/ into the package when it is built: the vocabulary is kept in one place, at the top of the project."""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py


class BuildWithOntology(build_py):
    """The usual build, then the vocabulary beside kg/ontology.py."""

    def run(self) -> None:
        """Build, then copy."""
        super().run()
        if not self.editable_mode:
            shutil.copytree(Path("ontology"), Path(self.build_lib) / "kg" / "_ontology", dirs_exist_ok=True)


setup(cmdclass={"build_py": BuildWithOntology})
