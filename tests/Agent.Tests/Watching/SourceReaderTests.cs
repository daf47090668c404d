using System.Globalization;
using ConfigSync.Agent.Options;
using ConfigSync.Agent.Watching;
using ConfigSync.TestKit;
using ConfigSync.TestKit.Kubelet;

namespace ConfigSync.Agent.Tests.Watching;

public sealed class SourceReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(LinkOrder.AfterRename)]
    [InlineData(LinkOrder.BeforeRename)]
    public void SettledVolumeIsReadThroughItsTimestampDirectory(LinkOrder order)
    {
        var volume = new KubeletVolume(_folder.PathOf("v"), order);
        volume.Write(("a.yaml", "1"), ("sub/b.yaml", "2"));

        var reading = Reader(volume).Read();

        Assert.Equal(SourceCondition.Good, reading.Condition);
        Assert.Equal(["a.yaml", "sub/b.yaml"], reading.Snapshot!.Files.Select(static file => file.Path));
        Assert.StartsWith("..2026", reading.Snapshot.Generation, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(LinkOrder.AfterRename, "a=1 b=1")] // b's link is not there yet
    [InlineData(LinkOrder.AfterRename, "")] // a's link still is
    [InlineData(LinkOrder.BeforeRename, "")]
    public void VolumeInTheMiddleOfAnUpdateIsNotSettled(LinkOrder order, string next)
    {
        var volume = new KubeletVolume(_folder.PathOf("v"), order);
        volume.Write(("a", "1"), ("c", "1"));
        var reader = Reader(volume);
        SourceCondition? during = null;
        volume.AfterRename = () => during = reader.Read().Condition;

        volume.Write([.. next.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(static pair => (pair[..1], pair[2..])), ("c", "2")]);

        Assert.Equal(SourceCondition.Unsettled, during);
        Assert.Equal(SourceCondition.Good, reader.Read().Condition);
    }

    [Fact]
    public void SwapThatChangesNoByteGivesTheSameContent()
    {
        var volume = new KubeletVolume(_folder.PathOf("v"));
        volume.Write(("a", "1"));
        var reader = Reader(volume);
        var before = reader.Read().Snapshot!;
        volume.Write(("a", "1"));
        var after = reader.Read().Snapshot!;

        Assert.NotEqual(before.Generation, after.Generation);
        Assert.Equal(before.Content, after.Content);
        Assert.Equal(before.Layout, after.Layout);
    }

    [Fact]
    public void ChangeOfAModeChangesTheLayoutAndNotTheContent()
    {
        var volume = new KubeletVolume(_folder.PathOf("v"));
        volume.Write([("a", "1"u8.ToArray())]);
        var reader = Reader(volume);
        var before = reader.Read().Snapshot!;
        volume.Write([("a", "1"u8.ToArray())], UnixFileMode.UserRead);
        var after = reader.Read().Snapshot!;

        Assert.Equal(before.Content, after.Content);
        Assert.NotEqual(before.Layout, after.Layout);
    }

    [Theory]
    [InlineData("a=1 b=2", "a=1 b=3")]
    [InlineData("a=1", "b=1")]
    [InlineData("a=1", "a=1 b=1")]
    [InlineData("a=12 b=3", "a=1 b=23")]
    [InlineData("ab=1", "a=b1")]
    public void DifferentKeysOrValuesAreDifferentContent(string one, string other)
    {
        var first = new KubeletVolume(_folder.PathOf("first"));
        var second = new KubeletVolume(_folder.PathOf("second"));
        first.Write(Keys(one));
        second.Write(Keys(other));

        Assert.NotEqual(Reader(first).Read().Snapshot!.Content, Reader(second).Read().Snapshot!.Content);
    }

    [Fact]
    public void IgnoredFileIsInTheLayoutAndNotInTheContent()
    {
        var volume = new KubeletVolume(_folder.PathOf("v"));
        var reader = new SourceReader(new SourceOption("s", volume.Path) { Ignored = ["token"] });
        volume.Write(("a", "1"), ("token", "x"));
        var before = reader.Read().Snapshot!;
        volume.Write(("a", "1"), ("token", "y"));
        var after = reader.Read().Snapshot!;

        Assert.Equal(before.Content, after.Content);
        Assert.NotEqual(before.Layout, after.Layout);
    }

    [Fact]
    public void EmptiedVolumeIsEmpty()
    {
        var volume = new KubeletVolume(_folder.PathOf("v"));
        volume.Write(("a", "1"));
        volume.Write();

        Assert.Equal(SourceCondition.Empty, Reader(volume).Read().Condition);
    }

    [Fact]
    public void VolumeThatIsNotThereIsMissing() =>
        Assert.Equal(SourceCondition.Missing, new SourceReader(new SourceOption("s", _folder.PathOf("nothing"))).Read().Condition);

    [Fact]
    public void PlainDirectoryIsReadWithItsSubdirectories()
    {
        Directory.CreateDirectory(_folder.PathOf("plain/conf.d/deep"));
        File.WriteAllText(_folder.PathOf("plain/main.conf"), "1");
        File.WriteAllText(_folder.PathOf("plain/conf.d/deep/x.conf"), "2");
        File.CreateSymbolicLink(_folder.PathOf("plain/link.conf"), "main.conf");

        var snapshot = new SourceReader(new SourceOption("s", _folder.PathOf("plain"))).Read().Snapshot!;

        Assert.Equal(["conf.d/deep/x.conf", "link.conf", "main.conf"], snapshot.Files.Select(static file => file.Path));
        Assert.Equal(["conf.d", "conf.d/deep"], snapshot.Directories);
    }

    [Fact]
    public void FileIsASourceToo()
    {
        var path = _folder.Write("one.conf", "1");
        var snapshot = new SourceReader(new SourceOption("s", path)).Read().Snapshot!;
        Assert.True(snapshot.IsFile);
        Assert.Equal(["one.conf"], snapshot.Files.Select(static file => file.Path));
    }

    [Fact]
    public void DirectoryThatLinksToItselfDoesNotLeadInCircles()
    {
        Directory.CreateDirectory(_folder.PathOf("plain"));
        File.WriteAllText(_folder.PathOf("plain/a"), "1");
        Directory.CreateSymbolicLink(_folder.PathOf("plain/self"), ".");

        Assert.Equal(["a"], new SourceReader(new SourceOption("s", _folder.PathOf("plain"))).Read().Snapshot!.Files.Select(static file => file.Path));
    }

    [Fact]
    public void ReadingDuringAThousandSwapsNeverMixesTwoContents()
    {
        var volume = new KubeletVolume(_folder.PathOf("v"));
        volume.Write(("a", "0"), ("b", "0"));
        var legal = new HashSet<string>(StringComparer.Ordinal);
        var pairs = Enumerable.Range(0, 1000).Select(static number => number.ToString(CultureInfo.InvariantCulture)).ToList();
        var twin = new KubeletVolume(_folder.PathOf("twin"));
        foreach (var number in pairs)
        {
            twin.Write(("a", number), ("b", number));
            legal.Add(Reader(twin).Read().Snapshot!.Content.ToString());
        }

        var writing = Task.Run(() => pairs.ForEach(number => volume.Write(("a", number), ("b", number))));
        var reader = Reader(volume);
        var good = 0;
        while (!writing.IsCompleted)
        {
            if (reader.Read() is { Condition: SourceCondition.Good, Snapshot: { } snapshot })
            {
                good++;
                Assert.Contains(snapshot.Content.ToString(), legal);
            }
        }

        Assert.True(writing.IsCompletedSuccessfully);
        Assert.True(good > 10, $"only {good} readings succeeded");
    }

    private static SourceReader Reader(KubeletVolume volume) => new(new SourceOption("s", volume.Path));

    private static (string Key, string Content)[] Keys(string pairs) =>
        [.. pairs.Split(' ').Select(static pair => pair.Split('=')).Select(static pair => (pair[0], pair[1]))];
}
