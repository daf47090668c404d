using ConfigSync.Agent.Copying;
using ConfigSync.Agent.Native;
using ConfigSync.Agent.Options;
using ConfigSync.Agent.State;
using ConfigSync.Agent.Watching;
using ConfigSync.TestKit;
using ConfigSync.TestKit.Kubelet;

namespace ConfigSync.Agent.Tests.Copying;

public sealed class CopierTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly AgentState _state = new();
    private readonly KubeletVolume _volume;
    private readonly TrackedSource _source;

    public CopierTests()
    {
        _volume = new KubeletVolume(_folder.PathOf("source"));
        _source = new TrackedSource(new SourceOption("app", _volume.Path));
    }

    private string Target => _folder.PathOf("target");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void DirectoryIsMirroredAndOnlyOurOwnFilesGo()
    {
        _volume.Write(("a", "1"), ("sub/b", "2"));
        Directory.CreateDirectory(Target);
        File.WriteAllText(Target + "/theirs", "keep me");
        Assert.Empty(Copy(Mirror).Problems);
        Assert.Equal(["a=1", "sub/b=2", "theirs=keep me"], Contents());

        _volume.Write(("c", "3"));
        Assert.Empty(Copy(Mirror).Problems);
        Assert.Equal(["c=3", "theirs=keep me"], Contents());
    }

    [Fact]
    public void SubdirectoryIsMirroredIntoADirectory()
    {
        _volume.Write(("sub/b", "2"), ("other", "x"));
        Assert.Empty(Copy(new CopyRule("app", "sub", Target, false)).Problems);
        Assert.Equal(["b=2"], Contents());
    }

    [Fact]
    public void ModeIsKept()
    {
        _volume.Write([("run.sh", "#!"u8.ToArray())], UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Copy(Mirror);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserExecute, File.GetUnixFileMode(Target + "/run.sh"));

        _volume.Write([("run.sh", "#!"u8.ToArray())], UnixFileMode.UserRead);
        Copy(Mirror);
        Assert.Equal(UnixFileMode.UserRead, File.GetUnixFileMode(Target + "/run.sh"));
    }

    [Fact]
    public void FileIsReplacedByAnotherInode()
    {
        _volume.Write(("a", "one"));
        Copy(Single(inPlace: false));
        var before = Inode("a");
        _volume.Write(("a", "two"));
        Copy(Single(inPlace: false));

        Assert.Equal("two", File.ReadAllText(Target + "/a"));
        Assert.NotEqual(before, Inode("a"));
    }

    [Theory]
    [InlineData("longer than before")]
    [InlineData("s")]
    public void FileThatIsCopiedInPlaceKeepsItsInode(string next)
    {
        _volume.Write(("a", "before"));
        Copy(Single(inPlace: true));
        var before = Inode("a");
        _volume.Write(("a", next));
        Assert.Empty(Copy(Single(inPlace: true)).Problems);

        Assert.Equal(next, File.ReadAllText(Target + "/a"));
        Assert.Equal(before, Inode("a"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void MebibyteOfBinaryArrivesWhole(bool inPlace)
    {
        var content = new byte[1024 * 1024];
        new Random(1).NextBytes(content);
        _volume.Write([("a", content)]);
        Assert.Empty(Copy(Single(inPlace)).Problems);
        Assert.Equal(content, File.ReadAllBytes(Target + "/a"));
    }

    [Fact]
    public void UnchangedFileIsNotTouched()
    {
        _volume.Write(("a", "1"), ("b", "1"));
        Copy(Mirror);
        var before = Inode("a");
        _volume.Write(("a", "1"), ("b", "2"));
        Copy(Mirror);
        Assert.Equal(before, Inode("a"));
    }

    [Fact]
    public void FileThatIsThereAlreadyWithTheSameBytesIsNotTouched()
    {
        _volume.Write(("a", "1"));
        Copy(Mirror);
        var before = Inode("a");
        _state.Written.Clear();
        Assert.Empty(Copy(Mirror).Wrote);
        Assert.Equal(before, Inode("a"));
    }

    [Fact]
    public void EditOfTheApplicationIsLeftUntilItsFileChangesInTheSource()
    {
        _volume.Write(("a", "1"), ("b", "1"));
        Copy(Mirror);
        File.WriteAllText(Target + "/a", "edited");
        _volume.Write(("a", "1"), ("b", "2"));
        Copy(Mirror);
        Assert.Equal(["a=edited", "b=2"], Contents());

        _volume.Write(("a", "2"), ("b", "2"));
        Copy(Mirror);
        Assert.Equal(["a=2", "b=2"], Contents());
    }

    [Fact]
    public void PlantedLinkToADirectoryIsNotFollowed()
    {
        Directory.CreateDirectory(_folder.PathOf("outside"));
        Directory.CreateDirectory(Target);
        Directory.CreateSymbolicLink(Target + "/sub", _folder.PathOf("outside"));
        _volume.Write(("sub/b", "2"));

        var problem = Assert.Single(Copy(Mirror).Problems);

        Assert.Contains("can't open target directory", problem, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.PathOf("outside")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void PlantedLinkToAFileIsNotWrittenThrough(bool inPlace)
    {
        File.WriteAllText(_folder.PathOf("outside"), "precious");
        Directory.CreateDirectory(Target);
        File.CreateSymbolicLink(Target + "/a", _folder.PathOf("outside"));
        _volume.Write(("a", "1"));

        var problems = Copy(Single(inPlace)).Problems;

        // Replacing takes the link's place; writing in place would go through it, and is refused.
        Assert.Equal(inPlace ? 1 : 0, problems.Count);
        Assert.Equal("precious", File.ReadAllText(_folder.PathOf("outside")));
    }

    [Fact]
    public void PlantedLinkInPlaceOfTheTemporaryFileIsNotWrittenThrough()
    {
        File.WriteAllText(_folder.PathOf("outside"), "precious");
        Directory.CreateDirectory(Target);
        File.CreateSymbolicLink(Target + "/" + AtomicWriter.TemporaryName, _folder.PathOf("outside"));
        _volume.Write(("a", "1"));

        Assert.Empty(Copy(Mirror).Problems);
        Assert.Equal("precious", File.ReadAllText(_folder.PathOf("outside")));
        Assert.Equal(["a=1"], Contents());
    }

    [Fact]
    public void FileThatTwoSourcesWantGoesToTheFirstAndIsReported()
    {
        var other = new KubeletVolume(_folder.PathOf("other"));
        other.Write(("a", "theirs"), ("b", "theirs"));
        _volume.Write(("a", "ours"));
        var second = new TrackedSource(new SourceOption("other", other.Path));
        second.Take(second.Reader.Read().Snapshot!, live: false);
        _source.Take(_source.Reader.Read().Snapshot!, live: false);

        var outcome = new Copier([Mirror, new CopyRule("other", "", Target, false)], _state).Run([_source, second]);

        Assert.Equal(["a=ours", "b=theirs"], Contents());
        Assert.Equal([$"'{Target}/a' is written by 'app:{Target}' and by 'other:{Target}'"], outcome.Clashes);
    }

    [Fact]
    public void KeyThatIsNotThereIsAProblemAndWipesNothing()
    {
        _volume.Write(("a", "1"), ("b", "1"));
        Copy(Single(inPlace: false));
        _volume.Write(("b", "1"));

        var problem = Assert.Single(Copy(Single(inPlace: false)).Problems);

        Assert.Equal($"can't copy 'app/a' to '{Target}/a': the source has no such file or directory", problem);
        Assert.Equal(["a=1"], Contents());
    }

    [Fact]
    public void DirectoryCannotBeCopiedInPlace()
    {
        _volume.Write(("sub/a", "1"));
        Assert.Contains("it is a directory", Assert.Single(Copy(new CopyRule("app", "sub", Target, InPlace: true)).Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void SourceThatMovedUnderTheCopyingLeavesTheOldContent()
    {
        _volume.Write(("a", "1"));
        Copy(Mirror);
        _volume.Write(("a", "2"));
        _source.Take(_source.Reader.Read().Snapshot!, live: true);
        _volume.Write(("a", "3"));

        var outcome = new Copier([Mirror], _state).Run([_source]);

        Assert.True(outcome.Moved);
        Assert.Equal(["a=1"], Contents());
    }

    private CopyRule Mirror => new("app", "", Target, false);

    private CopyRule Single(bool inPlace) => new("app", "a", Target + "/a", inPlace);

    private CopyOutcome Copy(CopyRule rule)
    {
        _source.Take(_source.Reader.Read().Snapshot!, live: false);
        return new Copier([rule], _state).Run([_source]);
    }

    private ulong Inode(string name) => FileStatus.At($"{Target}/{name}", follow: false)!.Value.Inode;

    private string[] Contents() =>
    [
        .. Directory.GetFiles(Target, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(file => $"{Path.GetRelativePath(Target, file)}={File.ReadAllText(file)}"),
    ];
}
