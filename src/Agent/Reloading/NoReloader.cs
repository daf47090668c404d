namespace ConfigSync.Agent.Reloading;

/// <summary>For applications that watch their files themselves.</summary>
internal sealed class NoReloader : IReloader
{
    public Task<ReloadOutcome> ReloadAsync(ReloadRequest request) => Task.FromResult(ReloadOutcome.Reloaded);
}
