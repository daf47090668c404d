namespace ConfigSync.TestKit.Cluster;

/// <summary>Lets things through while it is open.</summary>
internal sealed class Gate
{
    private volatile TaskCompletionSource _open = Opened();

    public Task PassAsync(CancellationToken cancellationToken) => _open.Task.WaitAsync(cancellationToken);

    public void Close() => _open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Open() => _open.TrySetResult();

    private static TaskCompletionSource Opened()
    {
        var opened = new TaskCompletionSource();
        opened.SetResult();
        return opened;
    }
}
