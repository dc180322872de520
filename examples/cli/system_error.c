/* system_error.c - what the operating system answered, in the language of the reader. */
#include "system_error.h"
#include "wording.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>

/* what one meets with files; the English is strerror()'s */
static const struct {
    int error;
    const char *simplified, *traditional;
} known[] = {
    {ENOENT, "没有这个文件或目录", "沒有這個檔案或目錄"},
    {ENOTDIR, "路径中有一段不是目录", "路徑中有一段不是目錄"},
    {EISDIR, "这是一个目录", "這是一個目錄"},
    {EACCES, "没有权限", "沒有權限"},
    {EPERM, "不允许此操作", "不允許此操作"},
    {EROFS, "文件系统为只读", "檔案系統為唯讀"},
    {ENOSPC, "磁盘已满", "磁碟已滿"},
    {EDQUOT, "磁盘配额已用完", "磁碟配額已用完"},
    {EFBIG, "文件过大", "檔案過大"},
    {EPIPE, "读取的一方已经关闭", "讀取的一方已經關閉"},
    {EIO, "读写设备出错", "讀寫裝置出錯"},
    {EMFILE, "打开的文件过多", "開啟的檔案過多"},
    {ENAMETOOLONG, "文件名过长", "檔名過長"},
    {ELOOP, "符号链接层数过多", "符號連結層數過多"},
    {ENOMEM, "内存不足", "記憶體不足"},
    {EINVAL, "参数无效", "參數無效"},
};

const char *system_error(int error) {
    static char number[48];
    if (language() == DISPUTE_LANGUAGE_EN) return strerror(error);
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (known[i].error == error) return spoken("", known[i].simplified, known[i].traditional);
    snprintf(number, sizeof number, spoken("system error %d", "系统错误 %d", "系統錯誤 %d"), error);
    return number;
}
