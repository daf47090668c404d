using ConfigSync.TestKit;
using ConfigSync.TestKit.Requirements;

namespace ConfigSync.Container.Tests.Runtime;

/// <summary>The system of this machine as an image, for applications: any program that is installed here can be run in a container.</summary>
public sealed class MachineImage : IDisposable
{
    /// <summary>Where programs stand that were given a name of their own.</summary>
    private const string Programs = "/application";

    private static readonly string[] Merged = ["bin", "sbin", "lib", "lib64"];

    private readonly TemporaryFolder _folder = new();

    /// <summary>Makes it.</summary>
    public MachineImage()
    {
        // A folder inside: the temporary one is closed to everybody but its owner, which the root of a container is not.
        foreach (var directory in new[] { "usr", "etc", "var", "tmp", "proc", "dev", "sys", Programs[1..] })
        {
            Directory.CreateDirectory(PathOf(directory));
        }

        // Closed to no one, since an application here may be any user.
        Directory.CreateDirectory(PathOf("var/log/nginx"));
        File.SetUnixFileMode(PathOf("var/log/nginx"), (UnixFileMode)0b1_111_111_111);
        File.SetUnixFileMode(PathOf("tmp"), (UnixFileMode)0b1_111_111_111);
        foreach (var name in Merged)
        {
            File.CreateSymbolicLink(PathOf(name), $"usr/{name}");
        }

        foreach (var file in new[] { "/etc/passwd", "/etc/group", "/etc/ld.so.cache" }.Where(File.Exists))
        {
            File.Copy(file, PathOf(file[1..]));
        }

        // Programs look for their data under links of this folder.
        if (Directory.Exists("/etc/alternatives"))
        {
            Tools.Output("cp", "--archive", "/etc/alternatives", PathOf("etc"));
        }

        Image = new ContainerImage(_folder.PathOf("root")) { Layers = [Mount.Bind("/usr", "/usr", readOnly: true)], Variables = ["PATH=/usr/sbin:/usr/bin"] };
    }

    /// <summary>The image.</summary>
    internal ContainerImage Image { get; }

    /// <summary>Gives a program another name, by which its process is then found, and returns its path in the image.</summary>
    internal string Named(string program, string name)
    {
        lock (_folder)
        {
            var path = $"{Programs}/{name}";
            if (!File.Exists(PathOf(path[1..])))
            {
                // Its own file and no link: the kernel names a process after what was executed in the end.
                File.Copy(Tools.Find(program)!, PathOf(path[1..]));
            }

            return path;
        }
    }

    public void Dispose() => _folder.Dispose();

    private string PathOf(string path) => _folder.PathOf($"root/{path}");
}
