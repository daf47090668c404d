using ConfigSync.Agent.Native;
using Microsoft.Win32.SafeHandles;

namespace ConfigSync.Agent.Watching;

/// <summary>Which directories inotify watches for which source, and what its events mean.</summary>
internal sealed class SourceWatches : IDisposable
{
    private readonly Dictionary<int, List<(TrackedSource Source, string Directory)>> _watches = [];
    private readonly HashSet<string> _refused = [];
    private Inotify? _inotify;

    /// <summary>Why some or all sources are polled; <see langword="null"/> when every one is watched.</summary>
    public string? Problem { get; private set; }

    /// <summary>Readable when something happened; <see langword="null"/> when there is no inotify to be had.</summary>
    public SafeFileHandle? Handle => _inotify?.Handle;

    /// <summary>Asks for inotify, again if it was refused before.</summary>
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

    /// <summary>Sees to it that the directories of a source are watched, as far as they are there.</summary>
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
            // A file, or nothing yet: its directory sees it come, go and be replaced.
            Watch(source, Path.GetDirectoryName(path)!);
        }
    }

    /// <summary>The sources that events say may have changed.</summary>
    public HashSet<TrackedSource> Read()
    {
        var touched = new HashSet<TrackedSource>();
        foreach (var happened in _inotify?.Read() ?? [])
        {
            if (happened.Is(Inotify.Overflow))
            {
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

        // Asking again for a directory that is watched gives the same number.
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

    // After these the kernel says no more about the directory; a later look at the source asks for a new watch.
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

        // A regular file that was created is written next, and closing it is the event to act on.
        return !happened.Is(Inotify.Created) || FileStatus.At($"{directory}/{name}", follow: false)?.Kind is not FileKind.Regular;
    }
}
