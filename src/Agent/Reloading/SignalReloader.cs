using ConfigSync.Agent.Events;
using ConfigSync.Agent.Native;
using ConfigSync.Agent.Processes;
using ConfigSync.Agent.Reporting;
using ConfigSync.Agent.State;
using ConfigSync.Contract;

namespace ConfigSync.Agent.Reloading;

/// <summary>Tells by signal, and never by one that the application would die of, as far as can be known.</summary>
internal sealed class SignalReloader(string signal, TargetProcesses targets, AgentState state, EventLoop loop, TimeProvider time, LogWriter log, Action remember) : IReloader
{
    // Go and the JVM catch SIGHUP for programs that do not want it, and end them. That takes them well under this.
    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan FirstLook = TimeSpan.FromMilliseconds(20);

    // Signals that do nothing to a process that does not care for them: SIGCONT, SIGURG, SIGWINCH.
    private static readonly int[] Harmless = [18, 23, 28];

    private readonly int _number = SignalNames.TryGetNumber(signal, out var number) ? number : throw new ArgumentException($"'{signal}' is no signal", nameof(signal));

    public Task<ReloadOutcome> ReloadAsync(ReloadRequest request) => Task.FromResult(Tell(request));

    private ReloadOutcome Tell(ReloadRequest request)
    {
        var (outdated, instead) = targets.Outdated(request);
        var outcome = instead ?? ReloadOutcome.Told;
        foreach (var process in outdated)
        {
            var one = Objection(process) is { } objection ? ReloadOutcome.Refused(objection) : Send(process);
            if (one.Result == ReloadOutcomeKind.Told)
            {
                request.Told.Add(process.Identity);
            }
            else
            {
                outcome = one;
            }
        }

        return outcome with { Touched = request.Told.Count > 0 };
    }

    private string? Objection(ProcessInfo process)
    {
        if (state.EndedBySignal.Contains(process.Name))
        {
            return $"can't signal process {process}: an earlier {signal} of ours ended it; reload=restart or reload=http would suit it";
        }

        return ProcFs.FateOf(process.Id, _number) switch
        {
            SignalFate.Default when !Harmless.Contains(_number) =>
                $"can't signal process {process}: it does not catch {signal} and would end; does it know another signal, or reload=restart or reload=http?",
            SignalFate.Ignored => $"can't signal process {process}: it ignores {signal}; does it know another signal, or reload=restart or reload=http?",
            _ => null,
        };
    }

    private ReloadOutcome Send(ProcessInfo process)
    {
        if (Libc.Kill(process.Id, _number) == 0)
        {
            _ = WatchAsync(process);
            return ReloadOutcome.Told;
        }

        return Errno.Last switch
        {
            Errno.NotPermitted => ReloadOutcome.Failed(
                $"can't signal process {process}: it runs as user {ProcFs.UserOf(process.Id)}, the agent as another without the capability KILL; set run-as-user"),
            Errno.NoSuchProcess => ReloadOutcome.Failed($"can't signal process {process}: it just ended"),
            var error => ReloadOutcome.Failed(new NativeException("signal process", process.ToString(), error).Message),
        };
    }

    private async Task WatchAsync(ProcessInfo process)
    {
        var sent = time.GetTimestamp();
        for (var wait = FirstLook; time.GetElapsedTime(sent) < Watched; wait *= 2)
        {
            // The last look is at the end of the time and not behind it: what ends later does so for reasons of its own.
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
