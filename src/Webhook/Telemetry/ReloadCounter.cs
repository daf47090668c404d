namespace ConfigSync.Webhook.Telemetry;

/// <summary>Counts reloads of a file by result.</summary>
internal sealed class ReloadCounter
{
    private long _successes;
    private long _failures;

    public long Successes => Interlocked.Read(ref _successes);

    public long Failures => Interlocked.Read(ref _failures);

    public void Succeeded() => Interlocked.Increment(ref _successes);

    public void Failed() => Interlocked.Increment(ref _failures);
}
