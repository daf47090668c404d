namespace ConfigSync.TestKit.ApiServer;

/// <summary>Injects a fault into some requests, until it is disposed.</summary>
public sealed class FaultRule : IDisposable
{
    private readonly TaskCompletionSource _removed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _left = int.MaxValue;

    /// <summary>Which requests; all when not given.</summary>
    public Func<ApiCall, bool> When { get; init; } = static _ => true;

    /// <summary>The fault.</summary>
    public required FaultKind Kind { get; init; }

    /// <summary>The status of a refusal.</summary>
    public int Status { get; init; }

    /// <summary>The reason of a refusal.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The sentence of a refusal.</summary>
    public string Message { get; init; } = "injected by the test";

    /// <summary>How long the client shall wait.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>How late an answer is.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>How many requests it is for; all when not given.</summary>
    public int Times { init => _left = value; }

    /// <summary>How many requests it was applied to.</summary>
    public int Applied { get; private set; }

    internal Task Removed => _removed.Task;

    public void Dispose() => _removed.TrySetResult();

    internal bool TryApply(ApiCall call)
    {
        if (_removed.Task.IsCompleted || _left <= 0 || !When(call))
        {
            return false;
        }

        _left--;
        Applied++;
        return true;
    }
}
