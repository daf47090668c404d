using System.Security.Cryptography;
using System.Text;
using System.Threading.Channels;
using ConfigSync.Webhook.Telemetry;

namespace ConfigSync.Webhook.Reloading;

/// <summary>
/// Tells when the content of a few files is not what it was. Looks on every event of their directories, since a Secret or ConfigMap volume is
/// changed by moving its <c>..data</c> link, and every <see cref="PollInterval"/> besides, since events can be lost or not be had at all.
/// </summary>
internal sealed class FileChanges : IDisposable
{
    /// <summary>The polling interval, which catches what inotify missed.</summary>
    public static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(10);

    // Several files are seldom written in one step; judging half of a pair would only report a transient error.
    private static readonly TimeSpan SettleTime = TimeSpan.FromMilliseconds(100);

    private readonly Channel<bool> _events = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly List<FileSystemWatcher> _watchers = [];
    private readonly IReadOnlyList<string> _paths;
    private readonly TimeProvider _time;
    private string _seen;

    /// <summary>Counts changes from now on, so it is made before the files are first read.</summary>
    public FileChanges(IReadOnlyList<string> paths, TimeProvider time, ILogger logger)
    {
        _paths = [.. paths.Select(Path.GetFullPath)];
        _time = time;
        foreach (var directory in _paths.Select(static path => Path.GetDirectoryName(path)!).Distinct())
        {
            Watch(directory, logger);
        }

        _seen = Fingerprint();
    }

    /// <summary>Returns when the content differs from what it was when this returned last.</summary>
    public async Task NextAsync(CancellationToken cancellation)
    {
        while (true)
        {
            await WaitForEventAsync(PollInterval, cancellation);
            while (await WaitForEventAsync(SettleTime, cancellation))
            {
                // Still being written.
            }

            var now = Fingerprint();
            if (now != _seen)
            {
                _seen = now;
                return;
            }
        }
    }

    public void Dispose() => _watchers.ForEach(static watcher => watcher.Dispose());

    private async Task<bool> WaitForEventAsync(TimeSpan atMost, CancellationToken cancellation)
    {
        using var deadline = new CancellationTokenSource(atMost, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        try
        {
            return await _events.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    private void Watch(string directory, ILogger logger)
    {
        try
        {
            var watcher = new FileSystemWatcher(directory)
            {
                NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite | NotifyFilters.Attributes,
            };
            watcher.Created += OnEvent;
            watcher.Changed += OnEvent;
            watcher.Deleted += OnEvent;
            watcher.Renamed += OnEvent;
            watcher.Error += (_, _) => _events.Writer.TryWrite(true);
            watcher.EnableRaisingEvents = true;
            _watchers.Add(watcher);
        }
        catch (Exception cause) when (cause is IOException or ArgumentException or UnauthorizedAccessException)
        {
            // No such directory yet, or no inotify instance left on this node: polling alone still serves.
            logger.WatchUnavailable(directory, cause.Message, PollInterval.TotalSeconds);
        }
    }

    private void OnEvent(object sender, FileSystemEventArgs arguments) => _events.Writer.TryWrite(true);

    private string Fingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var path in _paths)
        {
            byte[] content;
            try
            {
                content = File.ReadAllBytes(path);
            }
            catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
            {
                content = Encoding.UTF8.GetBytes(cause.GetType().Name);
            }

            hash.AppendData(BitConverter.GetBytes(content.Length));
            hash.AppendData(content);
        }

        return Convert.ToHexString(hash.GetCurrentHash());
    }
}
