"""Go and Node for the tests: what they are called with, and what they need from elsewhere. Where a toolchain is not to be
had, `Missing` says so, and what is left out; nothing else is a reason to leave a test out."""
import hashlib
import os
import pathlib
import re
import shutil
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent
BUILD = pathlib.Path(os.environ.get("DISPUTE_BUILD", ROOT / "build" / "gcc")).resolve()
LIBRARY = BUILD / "lib" / "libdispute.so.0"
GO, NODE = ROOT / "examples" / "go", ROOT / "examples" / "node"
GO_SQLITE = "github.com/mattn/go-sqlite3"
GO_SQLITE_OF_DEBIAN = pathlib.Path("/usr/share/gocode/src") / GO_SQLITE  # golang-github-mattn-go-sqlite3-dev
# What npm says where it reaches nothing, or is told that there is none; whatever else it says is a failure.
NOT_TO_BE_HAD = re.compile(r"npm (?:error|ERR!) (?:code )?(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|"
                           r"ETIMEDOUT|ERR_SOCKET_TIMEOUT|ENOTCACHED|E40[13]|E404|ETARGET)")
NODE_FOLDER = BUILD / "node"  # its node_modules have the package itself, too: a copy of today's


class Missing(Exception):
    """What is left out, and why."""


def run(*command, cwd=None, given=None, status=0, **environment):
    """What a command prints; both streams are in the error where its status is another one."""
    done = subprocess.run([str(part) for part in command], cwd=cwd, env={**os.environ, **environment}, text=True, input=given,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if (done.returncode != 0) != (status != 0):
        raise AssertionError(f"{' '.join(map(str, command))}: {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout if status == 0 else done.stdout + done.stderr


# ---- Go ----

def go_environment():
    return {"CGO_ENABLED": "1", "GOFLAGS": "-mod=mod -buildvcs=false", "GOTOOLCHAIN": "local", "GOPROXY": "off",
            "GOCACHE": str(BUILD / "go-cache"), "GOPATH": str(BUILD / "go-path"),
            "PKG_CONFIG_PATH": str(BUILD / "meson-uninstalled"), "LD_LIBRARY_PATH": str(BUILD / "lib")}


def go(*command, cwd=GO, **more):
    if not shutil.which("go"):
        raise Missing("the package for Go: there is no Go here (Debian: golang-go)")
    return run("go", *command, cwd=cwd, **{**go_environment(), **more})


def go_pointer_checks():
    """Checks every pointer that goes to C: an environment variable before Go 1.21, a way to build since."""
    minor = int(re.search(r"go1\.(\d+)", go("env", "GOVERSION"))[1])
    return {"GOEXPERIMENT": "cgocheck2"} if minor >= 21 else {"GODEBUG": "cgocheck=2"}


def go_module(module, folder, **replaced):
    """The arguments by which a module of this repository is built with `replaced` modules from these places."""
    text = (module / "go.mod").read_text()
    text = re.sub(r"=> (\.\S+)", lambda m: "=> %s" % (module / m[1]).resolve(), text)
    for path, place in replaced.items():
        text += f"\nreplace {path} => {place}\n"
    file = pathlib.Path(folder) / "go.mod"
    file.write_text(text)
    return [f"-modfile={file}"]


def go_sqlite():
    """The SQLite driver: Debian's package, which needs no network."""
    if not GO_SQLITE_OF_DEBIAN.exists():
        raise Missing("the example host in Go: its SQLite driver is not here (Debian: golang-github-mattn-go-sqlite3-dev)")
    return {GO_SQLITE: GO_SQLITE_OF_DEBIAN}


# ---- Node ----

def node_version():
    if not shutil.which("node") or not shutil.which("npm"):
        raise Missing("the package for Node: there is no Node with npm here (Debian: nodejs, npm)")
    return tuple(map(int, run("node", "--version").strip().lstrip("v").split(".")))


def node_packages(version):
    """From npm, each of a version that is known to do; better-sqlite3 where Node has no SQLite of its own."""
    wanted = {"koffi": "3.3.4", "typescript": "5.9.3", "xstate": "5.33.3"}
    return wanted if version >= (22, 13) else {**wanted, "better-sqlite3": "11.10.0"}


def node_install(version):
    """node_modules with what npm has. better-sqlite3 is compiled here, quickly: its tests are about the host."""
    wanted = '{"private": true, "dependencies": {%s}}\n' % ", ".join(
        f'"{name}": "{number}"' for name, number in node_packages(version).items())
    stamp, said = NODE_FOLDER / "installed", f"{version} {hashlib.sha256(wanted.encode()).hexdigest()}"
    if stamp.exists() and stamp.read_text() == said:
        return
    shutil.rmtree(NODE_FOLDER, ignore_errors=True)
    NODE_FOLDER.mkdir(parents=True)
    (NODE_FOLDER / "package.json").write_text(wanted)
    headers = {"npm_config_nodedir": "/usr"} if pathlib.Path("/usr/include/node/node.h").exists() else {}
    done = subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--no-package-lock"], cwd=NODE_FOLDER, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env={
                              **os.environ, "CFLAGS": "-O0 -g0", "CXXFLAGS": "-O0 -g0", "JOBS": "2",
                              "npm_config_build_from_source": "true", **headers})
    if done.returncode != 0 and NOT_TO_BE_HAD.search(done.stdout):
        raise Missing("the package for Node: npm could not get %s" % ", ".join(node_packages(version)))
    if done.returncode != 0:
        raise AssertionError(f"npm install: {done.returncode}\n{done.stdout}")
    stamp.write_text(said)


def node_folder():
    """A folder in which programs find the package `dispute` as it is today, and what it needs."""
    node_install(node_version())
    package = NODE_FOLDER / "node_modules" / "dispute"
    shutil.rmtree(package, ignore_errors=True)
    shutil.copytree(NODE, package, ignore=shutil.ignore_patterns("node_modules"))
    return NODE_FOLDER


def node(*command, library=LIBRARY, **more):
    return run("node", *command, cwd=NODE_FOLDER, DISPUTE_LIB=str(library), **more)
