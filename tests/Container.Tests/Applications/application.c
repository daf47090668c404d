/* An application for images that hold nothing but it: it writes what it finds in a directory at its start and at every SIGHUP, in the words of StandIn.
   With --user=N it steps down from root first, as the entry points of redis or postgres do. */
#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static volatile sig_atomic_t reloads;

static void on_hup(int number) { (void)number; reloads++; }

static void show(const char *signal_name, const char *directory)
{
    printf("signal %s\n", signal_name);
    DIR *entries = opendir(directory);
    for (struct dirent *entry; entries && (entry = readdir(entries));)
    {
        char path[4096], text[4096] = "";
        if (entry->d_name[0] == '.') { continue; }
        snprintf(path, sizeof path, "%s/%s", directory, entry->d_name);
        FILE *file = fopen(path, "r");
        if (file) { fgets(text, sizeof text, file); fclose(file); }
        printf("file\t%s\t%s\n", path, text);
    }
    if (entries) { closedir(entries); }
    printf("end\n");
    fflush(stdout);
}

int main(int count, char **arguments)
{
    const char *directory = arguments[count - 1];
    sigset_t hup, before;
    struct sigaction action = { .sa_handler = on_hup };
    /* Blocked but while it waits: a signal that comes in between is not lost. */
    sigemptyset(&hup);
    sigaddset(&hup, SIGHUP);
    sigprocmask(SIG_BLOCK, &hup, &before);
    sigaction(SIGHUP, &action, NULL);
    if (count > 2 && strncmp(arguments[1], "--user=", 7) == 0)
    {
        int user = atoi(arguments[1] + 7);
        if (setgid(user) || setuid(user)) { perror("step down"); return 1; }
    }
    show("start", directory);
    for (int shown = 0;;)
    {
        while (shown < reloads) { shown++; show("HUP", directory); }
        sigsuspend(&before);
    }
}
