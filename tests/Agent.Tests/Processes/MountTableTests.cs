using ConfigSync.Agent.Processes;

namespace ConfigSync.Agent.Tests.Processes;

public sealed class MountTableTests
{
    private const string Text = """
        36 35 98:0 / / rw,relatime - ext4 /dev/vda rw
        37 36 254:0 /pods/1/volumes/config /etc/app ro,relatime shared:1 master:2 - ext4 /dev/vdb rw
        38 37 0:55 / /etc/app/tls rw - tmpfs tmpfs rw
        39 36 254:0 /pods/1/files/a\040b /data/my\040file\134 rw - ext4 /dev/vdb rw
        40 36 0:60 /below /stacked rw - tmpfs tmpfs rw
        41 36 0:61 /above /stacked rw - tmpfs tmpfs rw

        """;

    private static readonly MountTable Table = MountTable.Parse(Text)!;

    [Theory]
    [InlineData("/etc/app", "254:0", "/pods/1/volumes/config")]
    [InlineData("/data/my file\\", "254:0", "/pods/1/files/a b")]
    [InlineData("/stacked", "0:61", "/above")]
    public void MountIsFoundAtItsMountPoint(string point, string device, string root) =>
        Assert.Equal(new MountedThing(device, root), Table.At(point));

    [Theory]
    [InlineData("/etc")]
    [InlineData("/etc/app/file")]
    public void PathThatIsNoMountPointHasNoMount(string path) => Assert.Null(Table.At(path));

    [Theory]
    [InlineData("/etc/app", "254:0", "/pods/1/volumes/config")]
    [InlineData("/etc/app/a/b", "254:0", "/pods/1/volumes/config/a/b")]
    [InlineData("/etc/application", "98:0", "/etc/application")]
    [InlineData("/etc/app/tls", "0:55", "/")]
    [InlineData("/etc/app/tls/key", "0:55", "/key")]
    [InlineData("/stacked/x", "0:61", "/above/x")]
    [InlineData("/", "98:0", "/")]
    public void PathShowsWhatTheNearestMountHasThere(string path, string device, string root) =>
        Assert.Equal(new MountedThing(device, root), Table.Showing(path));

    [Theory]
    [InlineData("")]
    [InlineData("not a table")]
    public void TableWithoutAnyMountWasKeptFromTheReader(string text) => Assert.Null(MountTable.Parse(text));

    [Fact]
    public void OwnTableIsReadFromTheKernel() => Assert.NotNull(ProcFs.Mounts(ProcFs.Self)!.At("/proc"));
}
