using ConfigSync.Agent.Events;
using ConfigSync.Agent.Native;
using ConfigSync.Agent.Processes;
using ConfigSync.Agent.Reporting;
using ConfigSync.Agent.State;
using ConfigSync.Contract;

namespace ConfigSync.Agent.Reloading;

/// <summary>Reloads by signal. A signal that would end the application, as far as that can be known, is not sent.</summary>
internal sealed class SignalReloader(string signal, TargetProcesses targets, AgentState state, EventLoop loop, TimeProvider time, LogWriter log, Action remember) : IReloader
{
    // The Go and JVM runtimes catch SIGHUP for programs that do not handle it, and end them: /proc shows a handler all the same. That takes well under this time.
    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan FirstLook = TimeSpan.FromMilliseconds(20);

    // Signals whose default action does not end the process: SIGCONT, SIGURG, SIGWINCH. See signal(7).
    private static readonly int[] Harmless = [18, 23, 28];

    private readonly int _number = SignalNames.TryGetNumber(signal, out var number) ? number : throw new ArgumentException($"'{signal}' is not a signal", nameof(signal));

    public Task<IReadOnlyList<ReloadOutcome>> ReloadAsync(IReadOnlyList<ReloadRequest> requests)
    {
        var found = targets.Find();
        return Task.FromResult<IReadOnlyList<ReloadOutcome>>([.. requests.Select(request => SignalOutdated(request, found))]);
    }

    private ReloadOutcome SignalOutdated(ReloadRequest request, IReadOnlyList<FoundTarget> found)
    {
        var (outdated, instead) = TargetProcesses.Outdated(request, found);
        var outcome = instead ?? ReloadOutcome.Reloaded;
        foreach (var process in outdated)
        {
            var one = Objection(process) is { } objection ? ReloadOutcome.Refused(objection) : Send(process);
            if (one.Result == ReloadOutcomeKind.Reloaded)
            {
                request.Notified.Add(process.Identity, request.Contents);
            }
            else
            {
                outcome = one;
            }
        }

        var target = found.First(target => target.Container == request.Container);
        return outcome with { Touched = target.Processes.Any(process => request.Notified.Has(process.Identity, request.Contents)) };
    }

    private string? Objection(ProcessInfo process)
    {
        if (state.EndedBySignal.Contains(process.Name))
        {
            return $"can't signal process {process}: an earlier {signal} from the agent ended it; use reload=restart or reload=http";
        }

        return ProcFs.DispositionOf(process.Id, _number) switch
        {
            SignalDisposition.Default when !Harmless.Contains(_number) =>
                $"can't signal process {process}: it does not catch {signal} and would end; use another signal, reload=restart or reload=http",
            SignalDisposition.Ignored => $"can't signal process {process}: it ignores {signal}; use another signal, reload=restart or reload=http",
            _ => null,
        };
    }

    private ReloadOutcome Send(ProcessInfo process)
    {
        if (Libc.Kill(process.Id, _number) == 0)
        {
            _ = WatchAsync(process);
            return ReloadOutcome.Reloaded;
        }

        return Errno.Last switch
        {
            Errno.NotPermitted => TargetProcesses.NotPermitted("signal", process),
            Errno.NoSuchProcess => ReloadOutcome.Failed($"can't signal process {process}: it just ended"),
            var error => ReloadOutcome.Failed(new NativeException("signal process", process.ToString(), error).Message),
        };
    }

    private async Task WatchAsync(ProcessInfo process)
    {
        var sent = time.GetTimestamp();
        for (var wait = FirstLook; time.GetElapsedTime(sent) < Watched; wait *= 2)
        {
            // The last check is at the end of the time, not after it: a process that ends later has other reasons.
            var left = Watched - time.GetElapsedTime(sent);
            await loop.DelayAsync(wait < left ? wait : left);
            if (!ProcFs.Runs(process.Identity))
            {
                state.EndedBySignal.Add(process.Name);
                remember();
                log.EndedBySignal(process.Id, process.Name, signal, time.GetElapsedTime(sent));
                return;
            }
        }
    }
}
