using ConfigSync.TestKit;
using ConfigSync.TestKit.Requirements;

namespace ConfigSync.Container.Tests.Runtime;

/// <summary>An image of an application that was built elsewhere: its program, on the C library that it was built for, and nothing else.</summary>
internal sealed class ForeignImage : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private ForeignImage(string compiler, params string[] options)
    {
        var program = _folder.PathOf("root/application");
        Directory.CreateDirectory(_folder.PathOf("root"));
        Tools.Output(compiler, ["-O1", "-o", program, .. options, Repository.PathOf("tests", "Container.Tests", "Applications", "application.c")]);
        foreach (var library in options.Contains("-static") ? [] : Libraries(program))
        {
            // At the very path under which the program looks for it.
            Directory.CreateDirectory(Path.GetDirectoryName(_folder.PathOf($"root{library}"))!);
            File.Copy(library, _folder.PathOf($"root{library}"));
        }

        Image = new ContainerImage(_folder.PathOf("root")) { Entrypoint = ["/application"] };
    }

    /// <summary>The image; its user is still to be said.</summary>
    internal ContainerImage Image { get; }

    /// <summary>With musl as its C library, as Alpine's are.</summary>
    public static ForeignImage Alpine() => new("musl-gcc");

    /// <summary>With glibc and no shell, as distroless images are.</summary>
    public static ForeignImage Distroless() => new("gcc");

    /// <summary>One static program and no C library.</summary>
    public static ForeignImage Static() => new("gcc", "-static");

    public void Dispose() => _folder.Dispose();

    // What its loader says: "libc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x…)", and the loader itself without an arrow. musl's loader is its C library.
    private static IEnumerable<string> Libraries(string program)
    {
        var interpreter = Tools.Output("readelf", "--program-headers", program).Split("program interpreter: ")[1].Split(']')[0];
        return Tools.Output(interpreter, "--list", program).Split('\n').Select(static line => line.Split("=> ")[^1].Trim().Split(' ')[0])
            .Where(File.Exists).Append(interpreter).Distinct();
    }
}
