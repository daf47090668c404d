using System.Diagnostics;

namespace ConfigSync.TestKit.Requirements;

/// <summary>Programs that a machine may or may not have.</summary>
public static class Tools
{
    private static readonly string[] Folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Concat(["/usr/sbin", "/sbin"]).ToArray();

    /// <summary>The path of a program, if it is installed.</summary>
    public static string? Find(string name) => Folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    /// <summary>Runs a program to its end and gives what it printed; fails when it does.</summary>
    public static string Output(string name, params IEnumerable<string> arguments)
    {
        var command = $"{name} {string.Join(' ', arguments)}";
        using var process = Process.Start(new ProcessStartInfo(name, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Wait.Patience))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"can't run '{command}': no end after {Wait.Patience}");
        }

        return process.ExitCode == 0 ? output.Result : throw new InvalidOperationException($"can't run '{command}': exit code {process.ExitCode}: {errors.Result}");
    }

    /// <summary>Gives a program another name, by which its process is then found among others of its kind.</summary>
    public static string Alias(string program, TemporaryFolder folder, string name)
    {
        var link = folder.PathOf(name);
        File.CreateSymbolicLink(link, Find(program)!);
        return link;
    }

    /// <summary>Runs a program to its end and says whether it was content.</summary>
    public static bool Run(string name, TimeSpan patience, params IEnumerable<string> arguments)
    {
        if (Find(name) is not { } path)
        {
            return false;
        }

        using var process = Process.Start(new ProcessStartInfo(path, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        if (!process.WaitForExit(patience))
        {
            process.Kill(entireProcessTree: true);
            return false;
        }

        return process.ExitCode == 0;
    }
}
