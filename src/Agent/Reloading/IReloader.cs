namespace ConfigSync.Agent.Reloading;

/// <summary>A way to make the application take its configuration.</summary>
internal interface IReloader
{
    public Task<ReloadOutcome> ReloadAsync(ReloadRequest request);
}
