using ConfigSync.Agent.Processes;
using ConfigSync.Agent.Reporting;

namespace ConfigSync.Agent.Reloading;

/// <summary>The processes that a reload is for.</summary>
internal sealed class TargetProcesses(TargetFinder finder, AgentStatus status)
{
    /// <summary>Looks for the processes, and publishes the result in the status.</summary>
    public TargetSearch Find()
    {
        var search = finder.Find();
        status.Update(status =>
        {
            status.TargetsFound = search.Found.Count;
            status.TargetProblem = search.Refusal ?? (search.Found.Count == 0 ? finder.NotFound : null);
        });
        return search;
    }

    /// <summary>The processes that started before the content was in place and were not notified of it, or the outcome when there are none.</summary>
    public (IReadOnlyList<ProcessInfo> Outdated, ReloadOutcome? Instead) Outdated(ReloadRequest request)
    {
        var search = Find();
        if (search.Refusal is not null)
        {
            // At the start nothing has changed yet; status and metrics already show what will fail later.
            return ([], request.AtStart ? ReloadOutcome.NotNeeded : ReloadOutcome.Refused(search.Refusal));
        }

        if (search.Found.Count == 0)
        {
            // At the first start the application has not started yet, and will read this content when it does.
            return ([], request.AtStart ? ReloadOutcome.NotNeeded : ReloadOutcome.Failed(finder.NotFound));
        }

        var outdated = search.Found.Where(process => process.StartedAt < request.PlacedAt).ToList();
        if (outdated.Count == 0)
        {
            return ([], ReloadOutcome.NotNeeded);
        }

        outdated.RemoveAll(process => request.Notified.Contains(process.Identity));
        return outdated.Count == 0 ? ([], ReloadOutcome.Reloaded) : (outdated, null);
    }

    /// <summary>The failure of kill(2) with EPERM: sender and receiver must run as the same user.</summary>
    public static ReloadOutcome NotPermitted(string verb, ProcessInfo process) => ReloadOutcome.Failed(
        $"can't {verb} process {process}: it runs as user {ProcFs.UserOf(process.Id)}, the agent as another without the capability KILL; set run-as-user");
}
