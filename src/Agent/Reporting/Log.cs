using ConfigSync.Agent.Options;

namespace ConfigSync.Agent.Reporting;

/// <summary>Everything the agent logs: events 2000-2999. Contents of configuration never are among it, hashes are.</summary>
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
        LogLevel.Error, 2003, nameof(CannotListen), "going on without metrics, health and status", ("error", problem));

    public static void Polling(this LogWriter log, string problem, TimeSpan every) => log.Write(
        LogLevel.Warning, 2004, nameof(Polling), "looking for changes by polling", ("error", problem), ("every", every));

    public static void Watching(this LogWriter log) => log.Write(
        LogLevel.Information, 2005, nameof(Watching), "watching for changes by inotify again");

    public static void SourceUnavailable(this LogWriter log, string source, string problem) => log.Write(
        LogLevel.Warning, 2006, nameof(SourceUnavailable), "nothing to apply from this source; the last good content stays", ("source", source), ("error", problem));

    public static void SourceAvailable(this LogWriter log, string source) => log.Write(
        LogLevel.Information, 2007, nameof(SourceAvailable), "the source is there again", ("source", source));

    public static void NeverSettled(this LogWriter log, string source, string problem) => log.Write(
        LogLevel.Warning, 2008, nameof(NeverSettled), "went on with links that do not match", ("source", source), ("error", problem));

    public static void ChangeObserved(this LogWriter log, string source, string hash, TimeSpan settle) => log.Write(
        LogLevel.Information, 2009, nameof(ChangeObserved), "config changed", ("source", source), ("hash", hash), ("settle_ms", settle));

    public static void ConfigApplied(this LogWriter log, string source, string hash, string how, TimeSpan? copy, TimeSpan? tell, TimeSpan? verify) => log.Write(
        LogLevel.Information, 2010, nameof(ConfigApplied), "config applied",
        ("source", source), ("hash", hash), ("how", how), ("copy_ms", copy), ("tell_ms", tell), ("verify_ms", verify));

    public static void NotApplied(this LogWriter log, string result, string problem, TimeSpan retryIn) => log.Write(
        LogLevel.Error, 2011, nameof(NotApplied), "config not applied", ("result", result), ("error", problem), ("retry_in_ms", retryIn));

    public static void CopyClash(this LogWriter log, string problem) => log.Write(
        LogLevel.Warning, 2012, nameof(CopyClash), "two copies want one file; the first wins", ("error", problem));

    public static void EndedBySignal(this LogWriter log, int process, string name, string signal, TimeSpan after) => log.Write(
        LogLevel.Error, 2013, nameof(EndedBySignal), "the process ended after our signal and will get no other; reload=restart or reload=http would suit it",
        ("pid", process), ("process", name), ("signal", signal), ("after_ms", after));

    public static void TargetDrifted(this LogWriter log, string target, string then) => log.Write(
        LogLevel.Warning, 2014, nameof(TargetDrifted), "the copy was edited", ("target", target), ("then", then));

    public static void StateUnusable(this LogWriter log, string problem) => log.Write(
        LogLevel.Warning, 2015, nameof(StateUnusable), "going on without remembered state", ("error", problem));

    public static void StateNotSaved(this LogWriter log, string problem) => log.Write(
        LogLevel.Warning, 2016, nameof(StateNotSaved), "what was applied will be forgotten when the agent restarts", ("error", problem));

    public static void Crashed(this LogWriter log, string problem) => log.Write(
        LogLevel.Error, 2017, nameof(Crashed), "config-sync ended by a fault of its own", ("error", problem));

    public static void CopiedOnce(this LogWriter log, string source, string hash) => log.Write(
        LogLevel.Information, 2018, nameof(CopiedOnce), "config copied", ("source", source), ("hash", hash));

    public static void CannotCopyOnce(this LogWriter log, string problem) => log.Write(
        LogLevel.Error, 2019, nameof(CannotCopyOnce), "config not copied", ("error", problem));

    public static void Restarting(this LogWriter log, int process, string name, TimeSpan after) => log.Write(
        LogLevel.Information, 2020, nameof(Restarting), "ending the process so that its container is started again",
        ("pid", process), ("process", name), ("after_ms", after));

    public static void Killing(this LogWriter log, int process, string name, TimeSpan grace) => log.Write(
        LogLevel.Warning, 2021, nameof(Killing), "the process outlived its grace period", ("pid", process), ("process", name), ("grace_ms", grace));

    public static void Installed(this LogWriter log, string folder, IReadOnlyList<string> files) => log.Write(
        LogLevel.Information, 2022, nameof(Installed), "program installed", ("folder", folder), ("files", files));

    public static void CannotInstall(this LogWriter log, string problem) => log.Write(
        LogLevel.Error, 2023, nameof(CannotInstall), "program not installed", ("error", problem));
}
