namespace ConfigSync.Agent.Telling;

/// <summary>A way to make the application take its configuration.</summary>
internal interface ITeller
{
    public Task<TellOutcome> TellAsync(Tidings tidings);
}
