using ConfigSync.Agent.Options;

namespace ConfigSync.Agent.Reporting;

/// <summary>The log events of the agent, 2000-2999. They contain hashes of configuration, never its content.</summary>
internal static class Log
{
    public static void Started(this LogWriter log, AgentOptions options, string version) => log.Write(
        LogLevel.Information, 2000, nameof(Started), "config-sync started",
        ("version", version),
        ("sources", options.Sources.Select(static source => $"{source.Name}:{source.Path}")),
        ("copies", options.Copies.Select(static copy => copy.ToString())),
        ("reload", options.Reload.ToString().ToLowerInvariant()),
        ("process", options.Process),
        ("interval", options.Interval));

    public static void Stopped(this LogWriter log) => log.Write(LogLevel.Information, 2001, nameof(Stopped), "config-sync stopped");

    public static void Listening(this LogWriter log, int port) => log.Write(
        LogLevel.Information, 2002, nameof(Listening), "serving metrics, health and status", ("port", port));

    public static void CannotListen(this LogWriter log, string problem) => log.Write(
        LogLevel.Error, 2003, nameof(CannotListen), "can't listen; continuing without metrics, health and status", ("error", problem));

    public static void Polling(this LogWriter log, string problem, TimeSpan every) => log.Write(
        LogLevel.Warning, 2004, nameof(Polling), "polling for changes", ("error", problem), ("every", every));

    public static void Watching(this LogWriter log) => log.Write(
        LogLevel.Information, 2005, nameof(Watching), "watching for changes with inotify again");

    public static void SourceUnavailable(this LogWriter log, string source, string problem) => log.Write(
        LogLevel.Warning, 2006, nameof(SourceUnavailable), "source unavailable; keeping the last good content", ("source", source), ("error", problem));

    public static void SourceAvailable(this LogWriter log, string source) => log.Write(
        LogLevel.Information, 2007, nameof(SourceAvailable), "source available again", ("source", source));

    public static void NeverSettled(this LogWriter log, string source, string problem) => log.Write(
        LogLevel.Warning, 2008, nameof(NeverSettled), "continuing although the links of the volume do not match", ("source", source), ("error", problem));

    public static void ChangeObserved(this LogWriter log, string source, string hash, TimeSpan settle) => log.Write(
        LogLevel.Information, 2009, nameof(ChangeObserved), "config changed", ("source", source), ("hash", hash), ("settle_ms", settle));

    public static void ConfigApplied(this LogWriter log, string source, string hash, string how, TimeSpan? copy, TimeSpan? reload, TimeSpan? verify) => log.Write(
        LogLevel.Information, 2010, nameof(ConfigApplied), "config applied",
        ("source", source), ("hash", hash), ("how", how), ("copy_ms", copy), ("tell_ms", reload), ("verify_ms", verify));

    public static void NotApplied(this LogWriter log, string result, string problem, TimeSpan retryIn) => log.Write(
        LogLevel.Error, 2011, nameof(NotApplied), "config not applied", ("result", result), ("error", problem), ("retry_in_ms", retryIn));

    public static void CopyClash(this LogWriter log, string problem) => log.Write(
        LogLevel.Warning, 2012, nameof(CopyClash), "two copies write the same file; the first one wins", ("error", problem));

    public static void EndedBySignal(this LogWriter log, int process, string name, string signal, TimeSpan after) => log.Write(
        LogLevel.Error, 2013, nameof(EndedBySignal), "the process ended after a signal and will not be signaled again; use reload=restart or reload=http",
        ("pid", process), ("process", name), ("signal", signal), ("after_ms", after));

    public static void TargetDrifted(this LogWriter log, string target, string then) => log.Write(
        LogLevel.Warning, 2014, nameof(TargetDrifted), "the copy was edited", ("target", target), ("then", then));

    public static void StateUnusable(this LogWriter log, string problem) => log.Write(
        LogLevel.Warning, 2015, nameof(StateUnusable), "continuing without saved state", ("error", problem));

    public static void StateNotSaved(this LogWriter log, string problem) => log.Write(
        LogLevel.Warning, 2016, nameof(StateNotSaved), "state not saved; after a restart the agent will not know what was applied", ("error", problem));

    public static void Crashed(this LogWriter log, string problem) => log.Write(
        LogLevel.Error, 2017, nameof(Crashed), "config-sync ended by an internal error", ("error", problem));

    public static void CopiedOnce(this LogWriter log, string source, string hash) => log.Write(
        LogLevel.Information, 2018, nameof(CopiedOnce), "config copied", ("source", source), ("hash", hash));

    public static void CannotCopyOnce(this LogWriter log, string problem) => log.Write(
        LogLevel.Error, 2019, nameof(CannotCopyOnce), "config not copied", ("error", problem));

    public static void Restarting(this LogWriter log, int process, string name, TimeSpan after) => log.Write(
        LogLevel.Information, 2020, nameof(Restarting), "ending the process so that the kubelet restarts its container",
        ("pid", process), ("process", name), ("after_ms", after));

    public static void Killing(this LogWriter log, int process, string name, TimeSpan grace) => log.Write(
        LogLevel.Warning, 2021, nameof(Killing), "the process did not end within its grace period; sending SIGKILL", ("pid", process), ("process", name), ("grace_ms", grace));

    public static void Installed(this LogWriter log, string folder, IReadOnlyList<string> files) => log.Write(
        LogLevel.Information, 2022, nameof(Installed), "program installed", ("folder", folder), ("files", files));

    public static void CannotInstall(this LogWriter log, string problem) => log.Write(
        LogLevel.Error, 2023, nameof(CannotInstall), "program not installed", ("error", problem));

    public static void Hung(this LogWriter log) => log.Write(
        LogLevel.Error, 2024, nameof(Hung), "config-sync hung, on a disk for example, and ends itself so that it is started anew");
}
