"""The programs that measure the packages for Go and Node (examples/go, examples/node) beside state-machine packages that
people use there."""
import os
import pathlib
import shutil
import sys

HERE = pathlib.Path(__file__).resolve().parent


def programs(build, scratch, absent):
    """The commands; why one cannot be had goes into `absent`, by the beginning of its rows' names."""
    os.environ["DISPUTE_BUILD"] = str(build)
    sys.path.insert(0, str(HERE.parent))
    import toolchains
    found = []
    for rows, prepare in (("h-go", go), ("h-node", node)):
        try:
            found.append(prepare(toolchains, scratch))
        except toolchains.Missing as missing:
            absent[rows] = str(missing)
    return found


def go(toolchains, scratch):
    environment = {**toolchains.go_environment(), "GOPROXY": os.environ.get("GOPROXY", "")}
    try:
        toolchains.go("build", "-o", scratch / "packages_go", ".", cwd=HERE / "go", **environment)
    except AssertionError as failed:
        if "dial" in str(failed) or "module lookup disabled" in str(failed) or "reading http" in str(failed):
            raise toolchains.Missing("looplab/fsm and qmuntal/stateless could not be had") from None
        raise
    return ["env", f"LD_LIBRARY_PATH={toolchains.BUILD / 'lib'}", scratch / "packages_go"]


def node(toolchains, scratch):
    folder = toolchains.node_folder()
    shutil.copy(HERE / "node.mjs", folder)
    return ["env", f"DISPUTE_LIB={toolchains.LIBRARY}", "node", folder / "node.mjs"]
