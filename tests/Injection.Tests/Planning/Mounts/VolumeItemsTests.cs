using ConfigSync.Injection.Planning.Mounts;
using ConfigSync.Injection.Reading;

namespace ConfigSync.Injection.Tests.Planning.Mounts;

public sealed class VolumeItemsTests
{
    private static readonly ProjectionView Whole = new(ProjectionKind.ConfigMap, "whole", null);

    private static readonly ProjectionView Listed =
        new(ProjectionKind.ConfigMap, "listed", [new ItemView("k", "a.yaml"), new ItemView("l", "conf.d/b.conf"), new ItemView("m", "conf.d/deep/c")]);

    private static readonly ProjectionView Downward =
        new(ProjectionKind.DownwardApi, "", [new ItemView("", "labels"), new ItemView("", "conf.d/labels")]);

    [Theory]
    [InlineData("a.yaml", nameof(ItemShape.File))]
    [InlineData("conf.d/b.conf", nameof(ItemShape.File))]
    [InlineData("conf.d", nameof(ItemShape.Directory))]
    [InlineData("conf.d/deep", nameof(ItemShape.Directory))]
    [InlineData("conf", nameof(ItemShape.Missing))]
    [InlineData("k", nameof(ItemShape.Missing))]
    [InlineData("", nameof(ItemShape.Missing))]
    [InlineData("../a.yaml", nameof(ItemShape.Missing))]
    [InlineData("conf.d/..", nameof(ItemShape.Missing))]
    public void ItemsTellFilesFromDirectories(string path, string shape) => Assert.Equal(shape, VolumeItems.ShapeOf(Volume(Listed), path).ToString());

    [Theory]
    [InlineData("any", nameof(ItemShape.File))]
    [InlineData("..data-like", nameof(ItemShape.File))]
    [InlineData("no/slash", nameof(ItemShape.Missing))]
    public void WithoutItemsEveryKeyIsAFile(string path, string shape) => Assert.Equal(shape, VolumeItems.ShapeOf(Volume(Whole), path).ToString());

    [Fact]
    public void ItemsOfOneProjectionMakeADirectoryBesideAWholeOne() => Assert.Equal(ItemShape.Directory, VolumeItems.ShapeOf(Volume(Whole, Listed), "conf.d"));

    [Fact]
    public void KeysAreThoseThatBecomeThePath()
    {
        Assert.Null(VolumeItems.Keys(Whole, null, isFile: false));
        Assert.Equal(["k", "l", "m"], VolumeItems.Keys(Listed, null, isFile: false));
        Assert.Equal(["k"], VolumeItems.Keys(Listed, "a.yaml", isFile: true));
        Assert.Equal(["l", "m"], VolumeItems.Keys(Listed, "conf.d", isFile: false));
        Assert.Equal(["a.yaml"], VolumeItems.Keys(Whole, "a.yaml", isFile: true));
    }

    [Fact]
    public void WholeObjectHasNoPartInADirectory() => Assert.Equal([], VolumeItems.Keys(Whole, "conf.d", isFile: false)!);

    [Fact]
    public void DownwardFieldsAreIgnored() => Assert.Equal(["labels", "conf.d/labels"], VolumeItems.Ignored(Volume(Whole, Downward)));

    private static VolumeView Volume(params ProjectionView[] projections) => new() { Name = "v", Kind = VolumeKind.Projected, Projections = [.. projections] };
}
