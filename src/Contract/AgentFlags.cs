namespace ConfigSync.Contract;

// The help of each flag is its documentation.
#pragma warning disable CS1591

/// <summary>
/// The agent's command line. <c>&lt;source&gt;</c> is a name given by <see cref="Source"/> and holds neither <c>/</c> nor <c>:</c>;
/// <c>&lt;path&gt;</c> is relative to the source and may hold <c>:</c>; a target never does, so a value is cut at its last colon.
/// </summary>
public static class AgentFlags
{
    /// <summary>Prefix of every variable of the agent; an unknown one under it is refused.</summary>
    public const string VariablePrefix = "CONFIG_SYNC_";

    public static readonly ProgramOption Source = new("source", "<source>:<absolute path>", null,
        "A directory or a file to watch, and the name by which the other flags call it.", Repeatable: true);

    public static readonly ProgramOption Only = new("only", "<source>/<path>", "all of the source",
        "A file or directory of the source that counts; given once or more, nothing else of that source counts.", Repeatable: true);

    public static readonly ProgramOption Ignore = new("ignore", "<source>/<path>", null,
        "A file or directory of the source whose changes do not count, such as a downward API field.", Repeatable: true);

    public static readonly ProgramOption Copy = new("copy", "<source>[/<path>]:<absolute path>", null,
        "Copy a file to a file (replaced atomically), or a source or a directory of it into a directory.", Repeatable: true);

    public static readonly ProgramOption CopyInPlace = new("copy-in-place", "<source>/<path>:<absolute path>", null,
        "Copy a file over a file and keep its inode, so that a bind mount of it sees the change.", Repeatable: true);

    public static readonly ProgramOption Drift = new("drift", "keep|restore", "keep",
        "What happens when the application edits its copy: left until the source changes next, or put back.");

    public static readonly ProgramOption Reload = new("reload", "signal|http|restart|none", "none",
        "How the application is made to reload.");

    public static readonly ProgramOption RestartOn = new("restart-on", "<source>", null,
        "A source whose change restarts the application whatever --reload says, such as an object referenced by env or envFrom.", Repeatable: true);

    public static readonly ProgramOption Signal = new("signal", "<name>", "SIGHUP",
        "The signal that --reload=signal sends.");

    public static readonly ProgramOption Process = new("process", "<executable name>", "the main process",
        "The process to signal or restart.");

    public static readonly ProgramOption Uses = new("uses", "<container>:<source>", "every source reloads the one application",
        "A container that uses a source: a change of the source reloads the containers that use it, and no other.", Repeatable: true);

    public static readonly ProgramOption Mounts = new("mounts", "<container>:<absolute path>:<absolute path>", null,
        "Evidence of a container's processes: they have mounted at the first path what the agent has at the second.", Repeatable: true);

    public static readonly ProgramOption Runs = new("runs", "<container>:<word>", null,
        "Evidence of a container's processes where their mounts can't be read: a word of the command line that the Pod gives, in order.", Repeatable: true);

    public static readonly ProgramOption Other = new("other", "<container>", null,
        "A container of the Pod whose processes are never reloaded.", Repeatable: true);

    public static readonly ProgramOption GracePeriod = new("grace-period", "<duration>", "30s",
        "How long --reload=restart waits after SIGTERM before it sends SIGKILL.");

    public static readonly ProgramOption ReloadUrl = new("reload-url", "<URL>", null,
        "The URL that --reload=http calls.");

    public static readonly ProgramOption ReloadMethod = new("reload-method", "POST|PUT|GET", "POST",
        "The method with which --reload-url is called.");

    public static readonly ProgramOption VerifyUrl = new("verify-url", "<URL>", null,
        "The URL that must answer 2xx after a reload.");

    public static readonly ProgramOption VerifyTimeout = new("verify-timeout", "<duration>", "30s",
        "How long --verify-url is asked before the reload counts as unverified.");

    public static readonly ProgramOption Interval = new("interval", "<duration>", "60s",
        "How often the agent checks its sources on its own, in case inotify missed a change.");

    public static readonly ProgramOption Listen = new("listen", "[<address>]:<port>|off", ":9533",
        "Where /metrics, /healthz, /readyz and /status are served.");

    public static readonly ProgramOption State = new("state", "<absolute directory>", null,
        "The directory that keeps what was applied last, so that a restarted agent neither repeats nor misses a reload.");

    public static readonly ProgramOption Once = new("once", null, null,
        "Make the first copy and exit: for an init container.");

    public static readonly ProgramOption Check = new("check", null, null,
        "Exit with 0 when the agent that keeps its state in --state is ready, else with 1: for a startup probe.");

    public static readonly ProgramOption Install = new("install", "<absolute directory>", null,
        "Copy the program, its loader and its libraries into a directory and exit, so that it can be run in another image.");

    public static readonly ProgramOption InstallHttps = new("install-https", null, null,
        "With --install: OpenSSL too, which https URLs need.");

    public static readonly ProgramOption LogFormat = new("log-format", "json|text", "json",
        "The form of the log on standard output.");

    /// <summary>Every flag, in the order of the help.</summary>
    public static IReadOnlyList<ProgramOption> All { get; } =
    [
        Source, Only, Ignore, Copy, CopyInPlace, Drift, Reload, RestartOn, Signal, Process, Uses, Mounts, Runs, Other,
        GracePeriod, ReloadUrl, ReloadMethod, VerifyUrl, VerifyTimeout, Interval, Listen, State, Once, Check, Install, InstallHttps, LogFormat,
    ];
}
