/* picture_file.c - a drawing into a file: the whole of it, or the file stays what it was. */
#include "picture_file.h"
#include "output.h"
#include "system_error.h"
#include "wording.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int fill(int file, const text *picture) {
    size_t written = 0;
    while (written < picture->size) {
        ssize_t now = write(file, picture->bytes + written, picture->size - written);
        if (now < 0 && errno != EINTR) return -1;
        if (now > 0) written += (size_t)now;
    }
    return 0;
}

static int failed(const char *name) {
    complain(spoken("--svg %s: it cannot be written: %s", "--svg %s：无法写入：%s", "--svg %s：無法寫入：%s"), name,
             system_error(errno));
    return -1;
}

/* A device or a pipe has nothing to lose, and could not be put in its place. */
static int write_into(const char *name, const text *picture) {
    int file = open(name, O_WRONLY | O_CLOEXEC);
    if (file < 0) return failed(name);
    int wrong = fill(file, picture) != 0 ? failed(name) : 0;
    close(file);
    return wrong;
}

static int replace(const char *name, const text *picture) { /* beside it first, then in its place */
    text beside = {NULL, 0, 0};
    text_print(&beside, "%s.%ld", name, (long)getpid());
    int file = open(text_string(&beside), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    int wrong = file < 0 || fill(file, picture) != 0;
    int error = errno;
    if (file >= 0 && close(file) != 0 && !wrong) {
        wrong = 1;
        error = errno;
    }
    if (!wrong && rename(text_string(&beside), name) != 0) {
        wrong = 1;
        error = errno;
    }
    if (wrong && file >= 0) unlink(text_string(&beside));
    text_free(&beside);
    errno = error;
    return wrong ? failed(name) : 0;
}

int picture_write(const char *name, text *picture) {
    struct stat there;
    if (strcmp(name, "-") == 0) return output_write(picture);
    if (lstat(name, &there) == 0 && !S_ISREG(there.st_mode)) return write_into(name, picture);
    return replace(name, picture);
}
