using System.Text;
using ConfigSync.Agent.Options;

namespace ConfigSync.Agent.Processes;

/// <summary>
/// The mounts of a process, as <c>/proc/PID/mountinfo</c> lists them, see proc_pid_mountinfo(5). What is mounted is known by its device and its path there
/// (the "root"), which are the same in every container that mounts it.
/// </summary>
internal sealed class MountTable
{
    private const int DeviceField = 2;
    private const int RootField = 3;
    private const int PointField = 4;

    // In the kernel's order: of two mounts at one mount point the later one covers the other.
    private readonly List<Mount> _mounts;

    private MountTable(List<Mount> mounts) => _mounts = mounts;

    /// <summary>Reads the table; <see langword="null"/> when it holds no mount at all, which is true of no process and says that it was kept from us.</summary>
    public static MountTable? Parse(string text)
    {
        var mounts = new List<Mount>();
        foreach (var line in text.Split('\n'))
        {
            var fields = line.Split(' ', PointField + 2);
            if (fields.Length > PointField)
            {
                mounts.Add(new Mount(new MountedThing(fields[DeviceField], Unescape(fields[RootField])), Unescape(fields[PointField])));
            }
        }

        return mounts.Count == 0 ? null : new MountTable(mounts);
    }

    /// <summary>What is mounted at a mount point, if it is one.</summary>
    public MountedThing? At(string point) => _mounts.FindLast(mount => mount.Point == point)?.Thing;

    /// <summary>What a path shows that may lie below a mount point.</summary>
    public MountedThing? Showing(string path)
    {
        Mount? nearest = null;
        foreach (var mount in _mounts)
        {
            if (Rest(path, mount.Point) is not null && mount.Point.Length >= (nearest?.Point.Length ?? 0))
            {
                nearest = mount;
            }
        }

        return nearest is null ? null : nearest.Thing with { Root = Join(nearest.Thing.Root, Rest(path, nearest.Point)!) };
    }

    // Empty, or with a slash in front.
    private static string? Rest(string path, string point) =>
        point == "/" ? path
        : OptionPaths.IsAtOrUnder(path, point) ? path[point.Length..]
        : null;

    private static string Join(string root, string rest) => root == "/" && rest.Length > 0 ? rest : root + rest;

    // Blanks, tabs, line ends and backslashes are written as a backslash and three octal digits, a byte each.
    private static string Unescape(string field)
    {
        if (!field.Contains('\\', StringComparison.Ordinal))
        {
            return field;
        }

        var text = new StringBuilder(field.Length);
        for (var index = 0; index < field.Length; index++)
        {
            if (field[index] == '\\' && index + 4 <= field.Length && field.AsSpan(index + 1, 3).IndexOfAnyExceptInRange('0', '7') < 0)
            {
                text.Append((char)(((field[index + 1] - '0') << 6) | ((field[index + 2] - '0') << 3) | (field[index + 3] - '0')));
                index += 3;
            }
            else
            {
                text.Append(field[index]);
            }
        }

        return text.ToString();
    }

    private sealed record Mount(MountedThing Thing, string Point);
}

/// <summary>What a mount shows: a file or directory of a filesystem.</summary>
/// <param name="Device">The filesystem, as <c>major:minor</c>.</param>
/// <param name="Root">The path in it.</param>
internal sealed record MountedThing(string Device, string Root);
