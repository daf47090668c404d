using ConfigSync.Agent.Events;
using ConfigSync.Agent.Hashing;
using ConfigSync.Agent.Options;
using ConfigSync.Agent.Reporting;
using ConfigSync.Agent.State;
using ConfigSync.Agent.Watching;

namespace ConfigSync.Agent.Pipeline;

/// <summary>What the observer and the applier share. Both run on one loop, so nothing in it needs a lock.</summary>
internal sealed record AgentContext(
    AgentOptions Options,
    IReadOnlyList<TrackedSource> Sources,
    AgentState State,
    StateFile StateFile,
    AgentStatus Status,
    LogWriter Log,
    EventLoop Loop,
    TimeProvider Time)
{
    /// <summary>Set when there is something to apply that there was not before.</summary>
    public Pulse Changed { get; } = new();

    /// <summary>A verification that is under way.</summary>
    public CancellationTokenSource? Verifying { get; set; }

    /// <summary>Says that there is something to apply. New content cuts a verification short: it asks about what is no longer wanted.</summary>
    public void Announce(bool newContent)
    {
        Changed.Set();
        if (newContent)
        {
            Verifying?.Cancel();
        }
    }

    /// <summary>Remembers how far things are.</summary>
    public void Remember()
    {
        foreach (var source in Sources)
        {
            State.Sources[source.Option.Name] = new SourceProgress(source.Copied, source.Told, source.Applied);
        }

        if (StateFile.Save(State) is { } problem)
        {
            Log.StateNotSaved(problem);
        }
    }

    /// <summary>Reports what is wanted and what is in effect.</summary>
    public void Report(TrackedSource source) => Status.Update(status =>
    {
        var shown = status.Sources.First(shown => shown.Name == source.Option.Name);
        var applied = source.Applied == default(ContentHash) ? null : source.Applied;
        if (shown.Applied != applied)
        {
            shown.Applied = applied;
            shown.AppliedAt = applied is null ? null : Time.GetUtcNow();
        }

        if (shown.Desired != source.Desired?.Content)
        {
            shown.Desired = source.Desired?.Content;
            shown.DesiredSince = Time.GetUtcNow();
        }

        shown.OutOfDateSince = source.NeedsApplying ? shown.OutOfDateSince ?? Time.GetTimestamp() : null;
    });
}
