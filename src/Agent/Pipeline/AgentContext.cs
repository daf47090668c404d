using ConfigSync.Agent.Events;
using ConfigSync.Agent.Hashing;
using ConfigSync.Agent.Options;
using ConfigSync.Agent.Reporting;
using ConfigSync.Agent.State;
using ConfigSync.Agent.Watching;

namespace ConfigSync.Agent.Pipeline;

/// <summary>The state that observer and applier share. Both run on one loop, so it needs no lock.</summary>
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
    /// <summary>Set when there is something new to apply.</summary>
    public Pulse Changed { get; } = new();

    /// <summary>Cancels the verification in progress, if there is one.</summary>
    public CancellationTokenSource? Verifying { get; set; }

    /// <summary>Wakes the applier. New content also cancels a verification in progress, which asks about content that is no longer wanted.</summary>
    public void Announce(bool newContent)
    {
        Changed.Set();
        if (newContent)
        {
            Verifying?.Cancel();
        }
    }

    /// <summary>Saves the progress of every source.</summary>
    public void Remember()
    {
        foreach (var source in Sources)
        {
            State.Sources[source.Option.Name] = new SourceProgress(source.Copied, source.Reloaded, source.Applied);
        }

        if (StateFile.Save(State) is { } problem)
        {
            Log.StateNotSaved(problem);
        }
    }

    /// <summary>Publishes the desired and the applied content of a source in the status.</summary>
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

        shown.OutOfDateSince = source.IsOutOfDate ? shown.OutOfDateSince ?? Time.GetTimestamp() : null;
    });
}
