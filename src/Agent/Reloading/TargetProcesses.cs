using ConfigSync.Agent.Processes;
using ConfigSync.Agent.Reporting;

namespace ConfigSync.Agent.Reloading;

/// <summary>The processes that a reload is for.</summary>
internal sealed class TargetProcesses(TargetFinder finder, AgentStatus status)
{
    /// <summary>Looks for the processes, and publishes the result in the status.</summary>
    public IReadOnlyList<FoundTarget> Find()
    {
        var found = finder.Find();
        var problems = found.Select(static target => target.Problem).OfType<string>().ToList();
        status.Update(status =>
        {
            status.TargetsFound = found.SelectMany(static target => target.Processes).Distinct().Count();
            status.TargetProblem = problems.Count == 0 ? null : string.Join("; ", problems);
        });
        return found;
    }

    /// <summary>The processes that started before the content was in place and were not notified of it, or the outcome when there are none.</summary>
    public static (IReadOnlyList<ProcessInfo> Outdated, ReloadOutcome? Instead) Outdated(ReloadRequest request, IReadOnlyList<FoundTarget> found)
    {
        var target = found.First(target => target.Container == request.Container);
        if (target.Problem is { } problem)
        {
            // At the first start nothing has changed yet, and a container that starts later will read this content; status and metrics show the problem.
            return ([], request.AtStart ? ReloadOutcome.NotNeeded : target.IsRefused ? ReloadOutcome.Refused(problem) : ReloadOutcome.Failed(problem));
        }

        var outdated = target.Processes.Where(process => process.StartedAt < request.PlacedAt).ToList();
        if (outdated.Count == 0)
        {
            return ([], ReloadOutcome.NotNeeded);
        }

        outdated.RemoveAll(process => request.Notified.Has(process.Identity, request.Contents));
        return outdated.Count == 0 ? ([], ReloadOutcome.Reloaded) : (outdated, null);
    }

    /// <summary>The failure of kill(2) with EPERM: sender and receiver must run as the same user.</summary>
    public static ReloadOutcome NotPermitted(string verb, ProcessInfo process) => ReloadOutcome.Failed(
        $"can't {verb} process {process}: it runs as user {ProcFs.UserOf(process.Id)}, the agent as another without the capability KILL; set run-as-user");
}
