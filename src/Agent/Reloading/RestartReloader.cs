using ConfigSync.Agent.Events;
using ConfigSync.Agent.Native;
using ConfigSync.Agent.Processes;
using ConfigSync.Agent.Reporting;

namespace ConfigSync.Agent.Reloading;

/// <summary>Ends the application's process, so that the kubelet restarts its container in place, with the new environment and files.</summary>
internal sealed class RestartReloader(TimeSpan grace, TimeSpan longestDelay, Random random, TargetProcesses targets, EventLoop loop, TimeProvider time, LogWriter log) : IReloader
{
    /// <summary>The limit of a random delay that keeps the replicas of an application from restarting at the same moment.</summary>
    internal static readonly TimeSpan DefaultLongestDelay = TimeSpan.FromSeconds(5);

    private const int Terminate = 15;
    private const int Kill = 9;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan AfterKill = TimeSpan.FromSeconds(5);

    public async Task<IReadOnlyList<ReloadOutcome>> ReloadAsync(IReadOnlyList<ReloadRequest> requests)
    {
        var found = targets.Find();
        var delay = longestDelay * random.NextDouble();
        return await Task.WhenAll(requests.Select(request => RestartAsync(request, found, delay)));
    }

    private async Task<ReloadOutcome> RestartAsync(ReloadRequest request, IReadOnlyList<FoundTarget> found, TimeSpan delay)
    {
        var (outdated, instead) = TargetProcesses.Outdated(request, found);
        if (instead is not null)
        {
            return instead;
        }

        foreach (var process in outdated)
        {
            log.Restarting(process.Id, process.Name, delay);
        }

        await loop.DelayAsync(delay);
        var outcomes = await Task.WhenAll(outdated.Select(EndAsync));
        return outcomes.FirstOrDefault(static outcome => outcome.Result != ReloadOutcomeKind.Reloaded) ?? ReloadOutcome.Reloaded;
    }

    private async Task<ReloadOutcome> EndAsync(ProcessInfo process)
    {
        if (Send(process, Terminate) is { } refused)
        {
            return refused;
        }

        if (await EndedAsync(process, grace))
        {
            return ReloadOutcome.Reloaded;
        }

        log.Killing(process.Id, process.Name, grace);
        return Send(process, Kill) is { } refusedToo ? refusedToo
            : await EndedAsync(process, AfterKill) ? ReloadOutcome.Reloaded
            : ReloadOutcome.Failed($"can't end process {process}: it still runs after SIGKILL") with { Touched = true };
    }

    private async Task<bool> EndedAsync(ProcessInfo process, TimeSpan within)
    {
        var sent = time.GetTimestamp();
        while (ProcFs.Runs(process.Identity))
        {
            if (time.GetElapsedTime(sent) > within)
            {
                return false;
            }

            await loop.DelayAsync(BetweenLooks);
        }

        return true;
    }

    private static ReloadOutcome? Send(ProcessInfo process, int signal)
    {
        // The process may have ended during the delay, and its PID may have been reused.
        if (!ProcFs.Runs(process.Identity) || Libc.Kill(process.Id, signal) == 0 || Errno.Last == Errno.NoSuchProcess)
        {
            return null;
        }

        return TargetProcesses.NotPermitted("end", process);
    }
}
