namespace ConfigSync.Agent.Reloading;

/// <summary>For applications that watch their files themselves.</summary>
internal sealed class NoReloader : IReloader
{
    public Task<IReadOnlyList<ReloadOutcome>> ReloadAsync(IReadOnlyList<ReloadRequest> requests) =>
        Task.FromResult<IReadOnlyList<ReloadOutcome>>([.. requests.Select(static _ => ReloadOutcome.Reloaded)]);
}
