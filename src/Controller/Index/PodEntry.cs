using ConfigSync.Controller.Nudging;

namespace ConfigSync.Controller.Index;

/// <summary>What is kept of one injected Pod. There are thousands: a field here counts.</summary>
internal sealed class PodEntry(string inNamespace, string name, string uid)
{
    public string Namespace { get; } = inNamespace;

    public string Name { get; } = name;

    public string Uid { get; } = uid;

    /// <summary>The record that the webhook left, shared with the Pod's siblings.</summary>
    public required string Record { get; init; }

    public required PodNeeds Needs { get; init; }

    /// <summary>What made the Pod, when something did and a change may need new Pods.</summary>
    public Workload? Workload { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Milliseconds since 1970 of the last nudge that was seen on the Pod or sent to it, by whichever leader.</summary>
    public long NudgedAt { get; set; }

    /// <summary>Where the Pod stands in the queue of nudges.</summary>
    public NudgeState Nudge;
}
