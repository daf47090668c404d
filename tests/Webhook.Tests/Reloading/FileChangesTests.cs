using ConfigSync.TestKit;
using ConfigSync.Webhook.Reloading;
using Microsoft.Extensions.Logging.Abstractions;

namespace ConfigSync.Webhook.Tests.Reloading;

public sealed class FileChangesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task EachChangeOfContentIsTold()
    {
        using var changes = new FileChanges([_folder.Write("a", "1")], TimeProvider.System, NullLogger.Instance);
        foreach (var content in (string[])["2", "", "1"])
        {
            var next = changes.NextAsync(CancellationToken.None);
            _folder.Write("a", content);
            await next.WaitAsync(Wait.Patience);
        }
    }

    [Fact]
    public async Task SameContentWrittenAgainIsNoChange()
    {
        using var changes = new FileChanges([_folder.Write("a", "1")], TimeProvider.System, NullLogger.Instance);
        var next = changes.NextAsync(CancellationToken.None);
        _folder.Write("a", "1");
        _folder.Write("b", "2");
        await Assert.ThrowsAsync<TimeoutException>(() => next.WaitAsync(TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task ChangeBetweenMakingAndWaitingIsNotMissed()
    {
        var path = _folder.Write("a", "1");
        using var changes = new FileChanges([path], TimeProvider.System, NullLogger.Instance);
        _folder.Write("a", "2");
        await changes.NextAsync(CancellationToken.None).WaitAsync(Wait.Patience);
    }

    [Fact]
    public async Task FolderThatComesLaterIsFoundByPolling()
    {
        var path = _folder.PathOf("later/a");
        var clock = new ManualTimeProvider();
        using var changes = new FileChanges([path], clock, NullLogger.Instance);
        var next = changes.NextAsync(CancellationToken.None);
        Directory.CreateDirectory(_folder.PathOf("later"));
        await File.WriteAllTextAsync(path, "1");
        await Wait.Until(() => next.IsCompleted, async () =>
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        });
        await next;
    }

    [Fact]
    public async Task VanishedFileIsAChange()
    {
        var path = _folder.Write("a", "1");
        using var changes = new FileChanges([path], TimeProvider.System, NullLogger.Instance);
        File.Delete(path);
        await changes.NextAsync(CancellationToken.None).WaitAsync(Wait.Patience);
    }

    [Fact]
    public async Task WaitingEndsWhenAskedTo()
    {
        using var changes = new FileChanges([_folder.Write("a", "1")], TimeProvider.System, NullLogger.Instance);
        using var stop = new CancellationTokenSource();
        var next = changes.NextAsync(stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next.WaitAsync(Wait.Patience));
    }
}
