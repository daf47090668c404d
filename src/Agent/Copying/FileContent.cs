using ConfigSync.Agent.Hashing;
using ConfigSync.Agent.Native;
using Microsoft.Win32.SafeHandles;

namespace ConfigSync.Agent.Copying;

/// <summary>Reads contents of files, and checks them against the expected hash.</summary>
internal sealed class FileContent
{
    private readonly byte[] _buffer = new byte[16 * 1024];
    private readonly Sha256 _sha = new();

    /// <summary>Copies the content of a planned file to an open one.</summary>
    public void CopyTo(PlannedFile planned, SafeFileHandle target)
    {
        // A failed copy leaves a partial message behind.
        _sha.Reset();
        using var source = Open(planned);
        int count;
        while ((count = Files.Read(source, _buffer, planned.File.Path)) > 0)
        {
            _sha.Append(_buffer.AsSpan(0, count));
            Files.WriteAll(target, _buffer.AsSpan(0, count), planned.Target.ToString());
        }

        Check(planned, _sha.Finish());
    }

    /// <summary>Reads the whole content of a planned file.</summary>
    public byte[] Read(PlannedFile planned)
    {
        using var source = Open(planned);
        var content = new byte[FileStatus.Of(source, planned.File.Path).Size];
        var length = 0;
        int count;
        while (length < content.Length && (count = Files.Read(source, content.AsSpan(length), planned.File.Path)) > 0)
        {
            length += count;
        }

        _sha.Reset();
        _sha.Append(content.AsSpan(0, length));
        Check(planned, _sha.Finish());
        return content;
    }

    /// <summary>The hash and mode of a regular file in a target directory; <see langword="null"/> when there is no readable one.</summary>
    public (ContentHash Hash, uint Mode)? Hash(SafeFileHandle directory, string name)
    {
        using var file = Files.TryOpen(directory, name, Files.ReadOnly | Files.NoFollow | Files.NonBlocking);
        if (file.IsInvalid || FileStatus.Of(file, name) is not { Kind: FileKind.Regular } status)
        {
            return null;
        }

        _sha.Reset();
        int count;
        while ((count = Files.Read(file, _buffer, name)) > 0)
        {
            _sha.Append(_buffer.AsSpan(0, count));
        }

        return (_sha.Finish(), status.Mode);
    }

    private static SafeFileHandle Open(PlannedFile planned)
    {
        var path = $"{planned.Root}/{planned.File.Path}";
        var source = Files.TryOpen(Files.WorkingDirectory, path, Files.ReadOnly | Files.NonBlocking);
        if (!source.IsInvalid)
        {
            return source;
        }

        var error = Errno.Last;
        throw error == Errno.NotFound ? new SourceMovedException(planned.File.Path) : new NativeException("read", path, error);
    }

    private static void Check(PlannedFile planned, ContentHash hash)
    {
        if (hash != planned.File.Hash)
        {
            throw new SourceMovedException(planned.File.Path);
        }
    }
}
