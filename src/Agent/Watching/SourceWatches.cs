using ConfigSync.Agent.Native;
using Microsoft.Win32.SafeHandles;

namespace ConfigSync.Agent.Watching;

/// <summary>
/// The directories that inotify watches for each source, and the meaning of their events. Events are only a hint to read a source again; they never
/// carry content. What inotify misses, the observer's interval finds.
/// </summary>
internal sealed class SourceWatches : IDisposable
{
    private readonly Dictionary<int, List<(TrackedSource Source, string Directory)>> _watches = [];
    private readonly HashSet<string> _refused = [];
    private Inotify? _inotify;

    /// <summary>The reason why sources are polled; <see langword="null"/> when all are watched.</summary>
    public string? Problem { get; private set; }

    /// <summary>Readable when events are waiting; <see langword="null"/> when inotify is not available.</summary>
    public SafeFileHandle? Handle => _inotify?.Handle;

    /// <summary>Opens inotify, and tries again what was refused before.</summary>
    public void Open()
    {
        if (_inotify is null)
        {
            _inotify = Inotify.TryCreate(out var reason);
            Problem = reason;
        }
        else if (_refused.Count > 0)
        {
            _refused.Clear();
            Problem = null;
        }
    }

    /// <summary>Watches the directories of a source, as far as they exist. inotify is not recursive: each subdirectory has a watch of its own.</summary>
    public void Cover(TrackedSource source)
    {
        var path = source.Option.Path;
        if (FileStatus.At(path, follow: true)?.Kind == FileKind.Directory)
        {
            Watch(source, path);
            foreach (var directory in source.Desired?.Directories ?? [])
            {
                Watch(source, $"{path}/{directory}");
            }
        }
        else
        {
            // A file, or nothing yet: its directory reports when it is created, removed or replaced.
            Watch(source, Path.GetDirectoryName(path)!);
        }
    }

    /// <summary>The sources that may have changed, according to the waiting events.</summary>
    public HashSet<TrackedSource> Read()
    {
        var touched = new HashSet<TrackedSource>();
        foreach (var happened in _inotify?.Read() ?? [])
        {
            if (happened.Is(Inotify.Overflow))
            {
                // IN_Q_OVERFLOW: the kernel dropped events (fs.inotify.max_queued_events) and does not say of which watch. Any source may have changed.
                touched.UnionWith(_watches.Values.SelectMany(static watched => watched.Select(static one => one.Source)));
            }
            else if (_watches.TryGetValue(happened.Watch, out var watched))
            {
                touched.UnionWith(watched.Where(one => Matters(one.Source, one.Directory, happened)).Select(static one => one.Source));
                Forget(happened);
            }
        }

        return touched;
    }

    public void Dispose() => _inotify?.Dispose();

    private void Watch(TrackedSource source, string directory)
    {
        if (_inotify is null || _refused.Contains(directory))
        {
            return;
        }

        // A directory that is watched already gives the same descriptor. A replaced directory is another inode and gives a new one.
        var watch = _inotify.TryWatch(directory);
        if (watch >= 0)
        {
            var watched = _watches.TryGetValue(watch, out var list) ? list : _watches[watch] = [];
            if (!watched.Contains((source, directory)))
            {
                watched.Add((source, directory));
            }
        }
        else if (-watch is not (Errno.NotFound or Errno.NotADirectory))
        {
            _refused.Add(directory);
            Problem = new NativeException("watch", directory, -watch).Message;
        }
    }

    // IN_IGNORED follows when the kernel has dropped a watch: the directory was deleted or unmounted. A moved directory keeps its watch, although the
    // path no longer leads to it, so that one is dropped here. The next reading of the source adds a new watch.
    private void Forget(InotifyEvent happened)
    {
        if (happened.Is(Inotify.SelfMoved))
        {
            _inotify!.Unwatch(happened.Watch);
        }

        if (happened.Is(Inotify.SelfMoved | Inotify.Ignored | Inotify.Unmounted))
        {
            _watches.Remove(happened.Watch);
        }
    }

    private static bool Matters(TrackedSource source, string directory, InotifyEvent happened)
    {
        // In a kubelet volume the rename of ..data is the commit of an update; what happens to other names with two dots comes before or after it.
        var name = happened.Name;
        if (name.Length == 0 || name == SourceReader.DataLink)
        {
            return name.Length == 0 || happened.Is(Inotify.MovedTo);
        }

        var path = source.Option.Path;
        if (name.StartsWith("..", StringComparison.Ordinal) || (directory.Length < path.Length && name != Path.GetFileName(path)))
        {
            return false;
        }

        // A new regular file is still being written; IN_CLOSE_WRITE will follow. A new link or directory has no such event.
        return !happened.Is(Inotify.Created) || FileStatus.At($"{directory}/{name}", follow: false)?.Kind is not FileKind.Regular;
    }
}
