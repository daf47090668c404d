namespace ConfigSync.TestKit.Processes;

/// <summary>A control group, which is what makes two processes two containers.</summary>
public sealed class TestCgroup : IDisposable
{
    private const string Members = "cgroup.procs";

    // Version 2, or one hierarchy of version 1.
    private static readonly string[] Hierarchies = ["/sys/fs/cgroup", "/sys/fs/cgroup/pids", "/sys/fs/cgroup/systemd"];

    private static readonly Lazy<string?> Usable = new(static () => Hierarchies.FirstOrDefault(IsUsable));

    private readonly string _path = Path.Combine(Root!, $"config-sync-test-{Guid.NewGuid():N}");

    /// <summary>Makes one.</summary>
    public TestCgroup() => Directory.CreateDirectory(_path);

    /// <summary>Where control groups can be made, if anywhere.</summary>
    public static string? Root => Usable.Value;

    /// <summary>The file that a process writes 0 to in order to join.</summary>
    public string Join => Path.Combine(_path, Members);

    public void Dispose()
    {
        try
        {
            Directory.Delete(_path);
        }
        catch (IOException)
        {
            // A member is still dying; an empty group that stays behind harms nobody.
        }
    }

    private static bool IsUsable(string hierarchy)
    {
        if (!File.Exists(Path.Combine(hierarchy, Members)))
        {
            return false;
        }

        try
        {
            var probe = Directory.CreateDirectory(Path.Combine(hierarchy, $"config-sync-probe-{Guid.NewGuid():N}"));
            probe.Delete();
            return true;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
