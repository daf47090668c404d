using ConfigSync.Agent.Native;

namespace ConfigSync.Agent.State;

/// <summary>The directory in which the agent keeps what outlives it.</summary>
internal static class StateFolder
{
    /// <summary>Replaces a file whole, by rename(2); returns the problem, or <see langword="null"/> on success.</summary>
    public static string? TryReplace(string directory, string name, string temporaryName, ReadOnlySpan<byte> content)
    {
        try
        {
            Directory.CreateDirectory(directory);
            using var home = Files.Open(Files.WorkingDirectory, directory, Files.ReadOnly | Files.Directory);
            // A killed agent may have left this file. O_EXCL: never write through a link that somebody else put there.
            _ = Libc.UnlinkAt(home, temporaryName, 0);
            using (var file = Files.Open(home, temporaryName, Files.WriteOnly | Files.Create | Files.Exclusive | Files.NoFollow, 0b110_000_000, "write"))
            {
                Files.WriteAll(file, content, name);
            }

            return Libc.RenameAt(home, temporaryName, home, name) == 0 ? null : NativeException.For("write", $"{directory}/{name}").Message;
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            return $"can't keep state in '{directory}': {unwritable.Message}";
        }
    }
}
