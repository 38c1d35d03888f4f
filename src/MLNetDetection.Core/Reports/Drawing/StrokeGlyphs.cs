using System.Text;

namespace MLNetDetection.Core.Reports.Drawing;

/// <summary>The letters of <see cref="StrokeFont"/>, drawn for it.</summary>
/// <remarks>
/// A line holds a character and its strokes. A stroke is a run of points, each a hexadecimal x and y: 0 is the height of capitals, 3 that
/// of small letters, a the baseline, d the depth of a tail. A leading ~ rounds the corners, o closes the stroke and rounds it.
/// </remarks>
internal static class StrokeGlyphs
{
    public const string Table = """
        ! 0007 0a
        " 0003 2023
        # 201a 504a 0363 0767
        $ ~62600005656a0a08 303b
        % 700a o00303404 o46767a4a
        & ~7a13105053060a5a66
        ' 0003
        ( ~2003082c
        ) ~0023280c
        * 3137 0266 6206
        + 3339 0666
        , 1a0c
        - 0646
        . 0a
        / 500b
        0 o00606a0a
        1 12303a 1a5a
        2 ~030060640a 0a6a
        3 ~0200606525 ~25656a0a08
        4 404a 4a400767
        5 600005 ~0514636a1a08
        6 ~51300107 o04646a0a
        7 00602a
        8 o00606505 o04646a0a
        9 o00606606 ~6365591a
        : 04 0a
        ; 14 1a0c
        < 530659
        = 0464 0868
        > 035609
        ? ~02005054252627 2a
        @ o33636838 ~63689890000c7c
        A 0a306a 1757
        B 000a ~00606505 ~05757a0a
        C ~6360000a6a67
        D 000a ~00707a0a
        E 60000a6a 0555
        F 60000a 0555
        G ~6360000a6a66 3666
        H 000a 606a 0565
        I 000a
        J ~505a0a07
        K 000a 6006 246a
        L 000a6a
        M 0a0046808a
        N 0a006a60
        O o00707a0a
        P 000a ~00606606
        Q o00707a0a 477b
        R 000a ~00606606 366a
        S ~62600005656a0a08
        T 0060 303a
        U ~000a6a60
        V 003a60
        W 002a426a80
        X 006a 600a
        Y 003560 353a
        Z 00600a6a
        [ 20000c2c
        \ 005b
        ] 00202c0c
        ^ 033063
        _ 0b6b
        ` 0022
        a o03535a0a 535a
        b 000a o03535a0a
        c ~5553030a5a58
        d 505a o03535a0a
        e 0656 ~5653030a5a59
        f ~40202a 0343
        g o03535a0a ~535d0d
        h 000a ~0603535a
        i 030a 00
        j ~232d0d 20
        k 000a 5307 255a
        l ~000a2a
        m 030a ~0603434a ~4643838a
        n 030a ~0603535a
        o o03535a0a
        p 030d o03535a0a
        q 535d o03535a0a
        r 030a ~060343
        s ~54430306575a1a09
        t ~111a4a 0343
        u ~030a5a56 535a
        v 033a63
        w 032a456a83
        x 035a 530a
        y 033a 632d
        z 03530a5a
        { ~30101606 ~06161c3c
        | 000c
        } ~00202636 ~36262c0c
        ~ ~07145865
        ß ~0a00505424 ~24646a2a
        æ o03535a0a 56a6 ~a6a3535aaaa9
        œ o03535a0a 56a6 ~a6a3535aaaa9
        ø o03535a0a 0a53
        đ 505a o03535a0a 2161
        ł ~000a2a 0723
        ı 030a
        þ 000d o03535a0a
        Æ 0a50a0 505a 5595 5aaa 2757
        Œ ~50000a5a 50a0 505a 5595 5aaa
        Ø o00707a0a 0a70
        Đ 000a ~00707a0a 0434
        Ð 000a ~00707a0a 0434
        Ł 000a6a 0643
        Þ 000a ~02626707
        … 0a 3a 6a
        – 0666
        ’ 1003
        ° o00303303
        """;

    /// <summary>Combining marks by their code, as strokes about the middle of a letter, which is at x 2 here; above, y 2 touches the letter.</summary>
    public static StrokeMark? Mark(Rune mark) => mark.Value switch
    {
        0x0300 => new("1031"),
        0x0301 => new("3011"),
        0x0302 => new("012041"),
        0x0303 => new("~01102140"),
        0x0304 => new("0141"),
        0x0306 => new("~00024240"),
        0x0307 => new("21"),
        0x0308 => new("01 41"),
        0x030A => new("o10303212"),
        0x030B => new("2011 4031"),
        0x030C => new("002140"),
        0x0327 => new("2a2b3b3d1d", Below: true),
        0x0328 => new("~3a1b1d3d", Below: true),
        _ => null,
    };
}
