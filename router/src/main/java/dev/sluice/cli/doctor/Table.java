package dev.sluice.cli.doctor;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A plain table.
 *
 * @param titles of its columns
 * @param rows each with a cell for every column
 */
record Table(List<String> titles, List<List<String>> rows) {

    private static final String GAP = "  ";

    /** Of the widest cell; a server may call itself what it likes. */
    private static final int MOST = 60;

    Table {
        rows = rows.stream()
                .map(cells -> cells.stream().map(Table::cut).toList())
                .toList();
    }

    /** Every column as wide as its widest cell. */
    List<String> lines() {
        return Stream.concat(Stream.of(titles), rows.stream()).map(this::line).toList();
    }

    private String line(List<String> cells) {
        return IntStream.range(0, cells.size())
                .mapToObj(column -> padded(cells.get(column), width(column)))
                .collect(Collectors.joining(GAP))
                .stripTrailing();
    }

    private int width(int column) {
        return Stream.concat(Stream.of(titles), rows.stream())
                .mapToInt(cells -> cells.get(column).length())
                .max()
                .orElse(0);
    }

    private static String cut(String cell) {
        return cell.length() <= MOST ? cell : cell.substring(0, MOST - 1) + "…";
    }

    private static String padded(String cell, int width) {
        return cell + " ".repeat(width - cell.length());
    }
}
