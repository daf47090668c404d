namespace ConfigSync.Agent.Reloading;

/// <summary>A way to make the application use its new configuration.</summary>
internal interface IReloader
{
    /// <summary>Reloads each container that is asked for; the outcomes are in the order of the requests.</summary>
    public Task<IReadOnlyList<ReloadOutcome>> ReloadAsync(IReadOnlyList<ReloadRequest> requests);
}

/// <summary>One reload of one container.</summary>
/// <param name="Container">The container; <see langword="null"/> for the one application.</param>
/// <param name="Contents">The new content of each of its sources that changed.</param>
/// <param name="PlacedAt">When the last of them became visible to it: a process that started later has them all.</param>
/// <param name="AtStart">True when the agent runs for the first time, so that the container may not have started yet.</param>
/// <param name="Notified">What its processes were notified of already, by an earlier attempt.</param>
internal sealed record ReloadRequest(string? Container, IReadOnlyList<SourceContent> Contents, long PlacedAt, bool AtStart, Notifications Notified);
